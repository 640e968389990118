import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { claimName, contextOf, mapValues, policyDocument, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import { copyStatements } from './backup-copies';
import { checkBackupCopies } from './backup-copies.checks';
import { boundaryStatements } from './boundary';
import { checkDeployIam, checkPolicies } from './deploy-iam.checks';
import type { DeployIamConfig, DeployScope } from './deploy-iam.config';
import { deployStatements } from './deploy-statements';
import { oidcProviderArn } from './github-oidc-provider';
import { PipelineRole, type PipelineRoleConfig, type Trust } from './pipeline-role';
import { drillStatements } from './drill-statements';
import { subjects, type Repository } from './subjects';
import { applyStatements, planStatements } from './terraform-statements';

export type PipelineRoleName = 'deploy' | 'plan' | 'apply' | 'drill';

/** What workflows and stack outputs take. */
export interface DeployIamOutputs {
  /** Deploys applications. */
  readonly deployRoleArn: string;
  /** Those of `deployRoles`, by name. */
  readonly deployRoleArns: Readonly<Record<string, string>>;
  /** Plans, and changes nothing. */
  readonly planRoleArn: string;
  /** Applies. */
  readonly applyRoleArn: string;
  readonly oidcProviderArn: string;
  /** Restores a backup for a drill; undefined without `drillWorkflowRef`. */
  readonly drillRoleArn: string | undefined;
  /** The permissions boundary of the environment's roles: the name is `permissionsBoundary` of its `EnvStack`. */
  readonly boundaryArn: string;
}

/**
 * The roles of an environment's pipelines: `deploy` for applications, `plan` and `apply` for Terraform. Each trusts exact
 * subjects of named repositories' workflows. They belong into a stack that no pipeline applies: who may change a role has it.
 *
 * @example
 * new DeployIam(this, 'deploy-iam', {
 *   githubOrg: 'restartix',
 *   githubRepo: 'infrastructure',
 *   allowedBranches: ['main'],
 *   env: 'staging',
 *   services: ['core-api'],
 *   …
 * });
 */
export class DeployIam extends Construct implements DeployIamOutputs {
  /** Role of applications' pipelines, with its policies. */
  readonly deploy: PipelineRole;
  /** Further roles of applications' pipelines, by the names of `deployRoles`. */
  readonly deployRoles: Readonly<Record<string, PipelineRole>>;
  /** Role of plans, with its policies. */
  readonly plan: PipelineRole;
  /** Role of Terraform's pipeline, with its policies. */
  readonly apply: PipelineRole;
  /** Role of restore drills; undefined without `drillWorkflowRef`. */
  readonly drill: PipelineRole | undefined;
  /** The most that any role of the environment can have, and the only boundary that `apply` gives. */
  readonly boundary: IamPolicy;
  /** ARN of GitHub's OIDC provider in the account. */
  readonly oidcProviderArn: string;
  /** What each role may do, as data. */
  readonly statements: Readonly<Record<PipelineRoleName, readonly PolicyStatement[]>>;

  readonly deployRoleArn: string;
  readonly deployRoleArns: Readonly<Record<string, string>>;
  readonly planRoleArn: string;
  readonly applyRoleArn: string;
  readonly drillRoleArn: string | undefined;
  readonly boundaryArn: string;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: DeployIamConfig) {
    super(scope, id);
    checkDeployIam(id, config);
    const context = contextOf(this, 'deploy-iam', id, config);
    claimName(this, { module: 'deploy-iam', property: 'env', value: context.env });
    this.oidcProviderArn = config.oidcProviderArn ?? oidcProviderArn(context);
    const { allowedBranches = ['master'], allowedEnvironments = [context.env], backupCopies = [] } = config;
    checkBackupCopies(id, context, backupCopies);
    const branches = subjects(
      config,
      allowedBranches.map((branch) => `ref:refs/heads/${branch}`),
    );
    const inEnvironments = (repository: Repository): string[] =>
      subjects(
        repository,
        allowedEnvironments.map((environment) => `environment:${environment}`),
      );

    this.boundary = new IamPolicy(this, 'boundary', {
      name: context.name('boundary'),
      description: `The most that a role of ${context.env} can have`,
      policy: policyDocument(boundaryStatements(context, backupCopies)),
    });
    this.statements = {
      deploy: deployStatements(context, config, config.clusterName),
      plan: [...planStatements(context), ...config.planStateStatements],
      apply: [...applyStatements(context), ...copyStatements(context, backupCopies), ...config.applyStateStatements],
      drill: drillStatements(context, config),
    };
    const ofScopes = mapValues(config.deployRoles ?? {}, (scope) =>
      deployStatements(context, scope, config.clusterName),
    );
    checkPolicies(id, {
      services: this.statements.deploy,
      ...Object.fromEntries(Object.entries(ofScopes).map(([name, all]) => [`deployRoles.${name}.services`, all])),
    });
    const makeRole = (name: string, rest: Omit<PipelineRoleConfig, 'name' | 'oidcProviderArn'>): PipelineRole =>
      new PipelineRole(this, name, {
        ...rest,
        name: context.name(`github-${name}`, 64),
        oidcProviderArn: this.oidcProviderArn,
      });
    const role = (name: PipelineRoleName, description: string, trusts: readonly Trust[], sessionHours?: number) =>
      makeRole(name, { description, trusts, statements: this.statements[name], sessionHours });
    const trusted = ({ applications = [config], deployWorkflowRef }: Partial<DeployScope>): Trust[] => [
      { subjects: applications.flatMap(inEnvironments), workflowRefs: only(deployWorkflowRef) },
    ];
    this.deploy = role('deploy', `Deploys applications to ${context.env}`, trusted(config));
    this.deployRoles = mapValues(config.deployRoles ?? {}, (scope, name) =>
      makeRole(`deploy-${name}`, {
        description: `Deploys applications of ${name} to ${context.env}`,
        trusts: trusted(scope),
        statements: ofScopes[name]!,
      }),
    );
    this.plan = role('plan', `Plans ${context.env}; read-only`, [
      { subjects: branches, workflowRefs: config.planWorkflowRefs },
    ]);
    this.apply = role('apply', `Applies ${context.env}`, [
      { subjects: inEnvironments(config), workflowRefs: only(config.applyWorkflowRef) },
    ]);
    const { drillWorkflowRef } = config;
    this.drill =
      drillWorkflowRef === undefined
        ? undefined
        : role(
            'drill',
            `Restores a backup of ${context.env} for a drill`,
            [{ subjects: subjects(config, [refOf(drillWorkflowRef)]), workflowRefs: [drillWorkflowRef] }],
            // 500 GiB take five hours; a job of GitHub ends after six.
            6,
          );
    this.deployRoleArn = this.deploy.arn;
    this.deployRoleArns = mapValues(this.deployRoles, ({ arn }) => arn);
    this.planRoleArn = this.plan.arn;
    this.applyRoleArn = this.apply.arn;
    this.drillRoleArn = this.drill?.arn;
    this.boundaryArn = this.boundary.arn;
  }
}

/** `ref:refs/heads/main` */
function refOf(workflowRef: string): string {
  return `ref:${workflowRef.slice(workflowRef.indexOf('@') + 1)}`;
}

function only(workflowRef: string | undefined): string[] | undefined {
  return workflowRef === undefined ? undefined : [workflowRef];
}
