import { EnvStack, checkConfig, checkValues, contextOf, mapValues, type StateConfig } from '@restartix/core';
import {
  BreakGlass,
  DeployIam,
  GithubOidcProvider,
  type DeployIamConfig,
  type Repository,
} from '@restartix/deploy-iam';
import { TfstateBackend, statePolicy } from '@restartix/tfstate-backend';
import type { Construct } from 'constructs';
import { checkedEnvironment, type EnvironmentConfig } from './environment';
import { BOOTSTRAP_CONFIG } from './generated-inputs';
import { APPLICATIONS, DEPLOYMENT_JOBS } from './services';

/** Values of an account. */
export interface BootstrapConfig {
  /** Name, account, region, tags and state of the account's own stack. */
  readonly env: EnvironmentConfig;
  /** The repository whose workflows plan, apply and deploy. */
  readonly github: {
    /** Owner of the repository. */
    readonly org: string;
    /** Name of the repository. */
    readonly repo: string;
    /** Branches whose workflows may plan. */
    readonly branches: readonly string[];
    /** @default - subjects by name only */
    readonly ids?: RepositoryIds;
  };
  /**
   * Repositories of applications, whose workflows deploy by calling `deploy-application.yml` of this one, from a GitHub
   * environment of their own by the environment's name.
   * @default - this repository alone
   */
  readonly applications?: readonly ApplicationRepository[];
  /** IAM users of the account who may assume break-glass, with MFA. */
  readonly breakGlassUsers: readonly string[];
  /** The environments in this account, by name. */
  readonly environments: Readonly<Record<string, EnvironmentPipelines>>;
}

/**
 * Numbers of owner and repository, for GitHub's immutable subjects: repositories made or renamed since July 2026 have them.
 * `gh api repos/{org}/{repo} --jq ".owner.id, .id"` says both.
 */
export interface RepositoryIds {
  /** Number of the owner. */
  readonly owner: string;
  /** Number of the repository. */
  readonly repo: string;
}

/** A repository of an application. */
export interface ApplicationRepository {
  /** Owner of the repository. */
  readonly org: string;
  /** Name of the repository. */
  readonly repo: string;
  /** @default - subjects by name only */
  readonly ids?: RepositoryIds;
}

/** An environment, as far as its pipelines' roles need to know it. */
export interface EnvironmentPipelines {
  /**
   * Where its state is, as its own config has it.
   * @default - the account's bucket, `{env}/terraform.tfstate`
   */
  readonly state?: StateConfig;
  /**
   * Keys of the states of its further stacks, e.g. `staging/foundation.tfstate`.
   * @default [] - it has one stack
   */
  readonly furtherStateKeys?: readonly string[];
  /**
   * Whether `restore-drill.yml` may restore a backup there, with a role of its own.
   * @default false
   */
  readonly restoreDrills?: boolean;
  /**
   * Further roles that deploy, each for its own services and repositories; the role `deploy` deploys the rest.
   * @default {} - `deploy` deploys every application
   */
  readonly deployRoles?: DeployIamConfig['deployRoles'];
  /**
   * GitHub environments and workflows that the roles trust.
   * @default - the GitHub environment of the same name; `deploy-{env}.yml` applies, it, `plan.yml` and `drift.yml` plan
   */
  readonly trust?: Pick<
    DeployIamConfig,
    'allowedEnvironments' | 'applyWorkflowRef' | 'deployWorkflowRef' | 'planWorkflowRefs'
  >;
}

/**
 * What an AWS account needs once, before any environment, from an administrator: the bucket that holds everyone's state, this
 * one's included; the provider by which AWS believes GitHub's workflows; and the roles of each environment's pipelines, which
 * no pipeline can change, because none applies this stack.
 */
export class BootstrapStack extends EnvStack {
  constructor(scope: Construct, config: BootstrapConfig) {
    super(scope, config.env.env, checkedEnvironment(config.env));
    checkValues('bootstrap', this.env, config, { inputs: BOOTSTRAP_CONFIG, text: ['env.allow[].reason'] });
    const { github, applications, environments, breakGlassUsers } = config;
    checkEnvironments(config.env.env, Object.keys(environments));

    const backend = new TfstateBackend(this, 'tfstate-backend', { bucketName: config.env.state.bucket });

    const { oidcProviderArn } = new GithubOidcProvider(this, 'github');

    const roles = Object.entries(environments).map(
      ([env, { state = config.env.state, furtherStateKeys, restoreDrills, deployRoles = {}, trust }]) => {
        const { planStateStatements, applyStateStatements } = stateStatements(this, env, state, furtherStateKeys);
        const breakGlass = new BreakGlass(this, `${env}-break-glass`, {
          env,
          users: breakGlassUsers,
          stateStatements: applyStateStatements,
        });
        const { deployRoleArn, planRoleArn, applyRoleArn, drillRoleArn } = new DeployIam(this, `${env}-roles`, {
          env,
          ...repositoryOf(github),
          allowedBranches: github.branches,
          applications: applications?.map(repositoryOf),
          ...workflowRefs(github, env, restoreDrills),
          ...trust,
          oidcProviderArn,
          services: APPLICATIONS.filter(
            (name) => !Object.values(deployRoles).some(({ services }) => services.includes(name)),
          ),
          deployRoles: mapValues(deployRoles, (role) => ({ deployWorkflowRef: deployWorkflowRef(github), ...role })),
          ...DEPLOYMENT_JOBS,
          planStateStatements,
          applyStateStatements,
        });
        const arns = {
          deploy: deployRoleArn,
          plan: planRoleArn,
          apply: applyRoleArn,
          ...(drillRoleArn === undefined ? {} : { drill: drillRoleArn }),
          breakGlass: breakGlass.roleArn,
        };
        return [env, arns] as const;
      },
    );

    this.outputs({
      stateBucket: backend.stateBucket,
      stateBucketArn: backend.stateBucketArn,
      oidcProviderArn,
      pipelineRoleArns: Object.fromEntries(roles),
    });
  }
}

/**
 * The workflows of this repository that may take a role, so that no other job of the same environment or branch does: an
 * application's pipeline, say. A workflow that nothing calls is named in the claim as well as a reusable one.
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
 * @see https://aws.amazon.com/about-aws/whats-new/2026/01/aws-sts-supports-validation-identity-provider-claims/
 */
function workflowRefs(
  { org, repo, branches }: BootstrapConfig['github'],
  env: string,
  restoreDrills: boolean | undefined,
): Pick<DeployIamConfig, 'applyWorkflowRef' | 'deployWorkflowRef' | 'planWorkflowRefs' | 'drillWorkflowRef'> {
  const refs = (file: string): string[] => refsOf({ org, repo, branches }, file);
  return {
    applyWorkflowRef: refs(`deploy-${env}`)[0],
    deployWorkflowRef: deployWorkflowRef({ org, repo, branches }),
    planWorkflowRefs: ['plan', 'drift', `deploy-${env}`].flatMap(refs),
    ...(restoreDrills ? { drillWorkflowRef: refs('restore-drill')[0] } : {}),
  };
}

/**
 * The claim names the reusable workflow, and the subject the repository that calls it.
 * https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows
 */
function deployWorkflowRef(github: BootstrapConfig['github']): string | undefined {
  return refsOf(github, 'deploy-application')[0];
}

/** A workflow of this repository on each branch. */
function refsOf({ org, repo, branches }: BootstrapConfig['github'], file: string): string[] {
  return branches.map((branch) => `${org}/${repo}/.github/workflows/${file}.yml@refs/heads/${branch}`);
}

function repositoryOf({ org, repo, ids }: ApplicationRepository): Repository {
  return { githubOrg: org, githubRepo: repo, githubOwnerId: ids?.owner, githubRepoId: ids?.repo };
}

/** What may be done with the state of an environment, by who plans and by who applies. */
function stateStatements(
  stack: EnvStack,
  env: string,
  { bucket, key }: StateConfig,
  furtherKeys: readonly string[] | undefined,
): Pick<DeployIamConfig, 'planStateStatements' | 'applyStateStatements'> {
  const { partition, accountId } = contextOf(stack, 'platform', 'state');
  const own = { bucketName: bucket, env, key, furtherKeys, partition, accountId };
  return {
    planStateStatements: statePolicy({ ...own, access: 'read' }),
    applyStateStatements: statePolicy({ ...own, access: 'write' }),
  };
}

/** `{project}-{env}-*` of one environment must not be another's too: `staging` would reach what `staging-eu` has. */
function checkEnvironments(id: string, names: readonly string[]): void {
  checkConfig('bootstrap', id, (problem) => {
    for (const name of names) {
      const longer = names.find((other) => other.startsWith(`${name}-`) || other.endsWith(`-${name}`));
      if (longer === undefined) continue;
      problem({
        property: `environments.${longer}`,
        value: longer,
        allowed: `a name that neither begins with ${name}- nor ends with -${name}, in one account with ${name}`,
        fix: 'Rename one of them, or give it an account of its own.',
      });
    }
  });
}
