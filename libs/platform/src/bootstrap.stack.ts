import { EnvStack, contextOf, type EnvStackConfig, type StateConfig } from '@restartix/core';
import { DeployIam, GithubOidcProvider, type DeployIamConfig } from '@restartix/deploy-iam';
import { TfstateBackend, statePolicy } from '@restartix/tfstate-backend';
import type { Construct } from 'constructs';
import { REPOSITORIES } from './services';

/** Values of an account. */
export interface BootstrapConfig {
  /** Name, region, tags and state of the account's own stack. */
  readonly env: EnvStackConfig;
  /** The repository whose workflows plan, apply and deploy. */
  readonly github: {
    /** Owner of the repository. */
    readonly org: string;
    /** Name of the repository. */
    readonly repo: string;
    /** Branches whose workflows may plan. */
    readonly branches: readonly string[];
  };
  /** The environments in this account, by name. */
  readonly environments: Readonly<Record<string, EnvironmentPipelines>>;
}

/** An environment, as far as its pipelines' roles need to know it. */
export interface EnvironmentPipelines {
  /**
   * Where its state is, as its own config has it.
   * @default - the account's bucket, `{env}/terraform.tfstate`
   */
  readonly state?: StateConfig;
  /**
   * GitHub environments, ids and workflows that the roles trust.
   * @default - the environment's name, and the repository by its name
   */
  readonly trust?: Pick<
    DeployIamConfig,
    | 'allowedEnvironments'
    | 'githubOwnerId'
    | 'githubRepoId'
    | 'applyWorkflowRef'
    | 'deployWorkflowRef'
    | 'planWorkflowRef'
  >;
}

/** The only secret that a deployment itself reads: browsers' builds take the publishable key of Clerk. */
const DEPLOYMENT_SECRETS = ['clerk'];

/**
 * What an AWS account needs once, before any environment, from an administrator: the bucket that holds everyone's state, this
 * one's included; the provider by which AWS believes GitHub's workflows; and the roles of each environment's pipelines, which
 * no pipeline can change, because none applies this stack.
 */
export class BootstrapStack extends EnvStack {
  constructor(scope: Construct, config: BootstrapConfig) {
    super(scope, config.env.env, config.env);
    const { github, environments } = config;

    const backend = new TfstateBackend(this, 'tfstate-backend', { bucketName: config.env.state.bucket });

    const { oidcProviderArn } = new GithubOidcProvider(this, 'github');

    const roles = Object.entries(environments).map(([env, { state = config.env.state, trust }]) => {
      const { deployRoleArn, planRoleArn, applyRoleArn } = new DeployIam(this, `${env}-roles`, {
        env,
        githubOrg: github.org,
        githubRepo: github.repo,
        allowedBranches: github.branches,
        ...trust,
        oidcProviderArn,
        services: REPOSITORIES,
        secrets: DEPLOYMENT_SECRETS,
        otherLogs: [`/ecs/${this.project}-${env}/backup-runner`],
        ...stateStatements(this, env, state),
      });
      return [env, { deploy: deployRoleArn, plan: planRoleArn, apply: applyRoleArn }] as const;
    });

    this.outputs({
      stateBucket: backend.stateBucket,
      stateBucketArn: backend.stateBucketArn,
      oidcProviderArn,
      pipelineRoleArns: Object.fromEntries(roles),
    });
  }
}

/** What may be done with the state of an environment, by who plans and by who applies. */
function stateStatements(
  stack: EnvStack,
  env: string,
  { bucket, key }: StateConfig,
): Pick<DeployIamConfig, 'planStateStatements' | 'applyStateStatements'> {
  const { partition } = contextOf(stack, 'platform', 'state');
  const own = { bucketName: bucket, env, key, partition };
  return {
    planStateStatements: statePolicy({ ...own, access: 'read' }),
    applyStateStatements: statePolicy({ ...own, access: 'write' }),
  };
}
