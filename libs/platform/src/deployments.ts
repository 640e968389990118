import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { contextOf, jsonOf, mapValues, recordOf, type ModuleContext } from '@restartix/core';
import {
  parameterName,
  type JobDescription,
  type ParameterKind,
  type ServiceDescription,
} from '@restartix/core/deployments';
import { Construct } from 'constructs';
import { checkDescriptions } from './deployments.checks';
import type { ServiceSize } from './services';

/** A task of any module: an `EcsService`, an `EcsTask` or a `StorageBackups` fits as it is. */
export interface DescribedTask {
  readonly taskDefinitionFamily: string;
  readonly containerName: string;
  readonly logGroupName: string;
  /** @default - it reads none */
  readonly secretArns?: readonly string[];
}

interface Placement {
  /** Name of the image: which of a registry's it is. */
  readonly image: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Lower ones are deployed or run first. */
  readonly order: number;
}

export interface DeployedService extends Placement {
  readonly runs: DescribedTask & { readonly serviceName: string };
  readonly size: Pick<ServiceSize, 'minCapacity' | 'desiredCount'>;
}

export interface DeployedJob extends Placement {
  readonly runs: DescribedTask;
  /**
   * Images whose deployment runs the job before it changes a service.
   * @default [] - none
   */
  readonly before?: readonly string[];
  /**
   * ARN of the role that whoever starts the task gives it.
   * @default - the task definition's own
   */
  readonly taskRole?: string;
}

export interface DeploymentsConfig {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Names of the images that are deployed. */
  readonly images: readonly string[];
  readonly services: Readonly<Record<string, DeployedService>>;
  readonly jobs: Readonly<Record<string, DeployedJob>>;
}

/** What pipelines and day-two commands read of the environment: each service and job, in a parameter of its own. */
export class Deployments extends Construct {
  readonly services: Readonly<Record<string, SsmParameter>>;
  readonly jobs: Readonly<Record<string, SsmParameter>>;
  /** Which deployment of an image is the newest: the pipelines' own record, of which Terraform makes the place. */
  readonly newest: Readonly<Record<string, SsmParameter>>;

  /** @throws ConfigError for a description that no parameter holds. */
  constructor(scope: Construct, id: string, { cluster, images, services, jobs }: DeploymentsConfig) {
    super(scope, id);
    const context = contextOf(this, 'platform', id);
    const descriptions = {
      services: mapValues(services, (service) => jsonOf(serviceDescription(cluster, service))),
      jobs: mapValues(jobs, (job) => jsonOf(jobDescription(cluster, job))),
    };
    checkDescriptions(this, id, descriptions);
    const written = (kind: 'services' | 'jobs'): Record<string, SsmParameter> =>
      mapValues(descriptions[kind], (value, name) => makeParameter(this, context, kind, name, value));
    this.services = written('services');
    this.jobs = written('jobs');
    this.newest = recordOf(images, (name) => {
      const parameter = makeParameter(this, context, 'deployments', name, 'none');
      parameter.lifecycle = { ignoreChanges: ['insecure_value'] };
      return parameter;
    });
  }
}

function makeParameter(
  scope: Construct,
  context: ModuleContext,
  kind: ParameterKind,
  name: string,
  insecureValue: string,
): SsmParameter {
  return new SsmParameter(scope, `${kind}-${name}`, {
    name: parameterName(context, kind, name),
    type: 'String',
    insecureValue,
  });
}

function serviceDescription(cluster: string, service: DeployedService): ServiceDescription {
  const { minCapacity, desiredCount } = service.size;
  return {
    ...taskDescription(cluster, service),
    service: service.runs.serviceName,
    minimumCount: minCapacity ?? desiredCount ?? 1,
  };
}

function jobDescription(cluster: string, job: DeployedJob): JobDescription {
  return { ...taskDescription(cluster, job), before: job.before ?? [], taskRole: job.taskRole };
}

function taskDescription(
  cluster: string,
  { runs, image, subnetIds, securityGroupIds, order }: Placement & { readonly runs: DescribedTask },
) {
  return {
    cluster,
    family: runs.taskDefinitionFamily,
    container: runs.containerName,
    image,
    subnets: subnetIds,
    securityGroups: securityGroupIds,
    logGroup: runs.logGroupName,
    secrets: [...(runs.secretArns ?? [])],
    order,
  };
}
