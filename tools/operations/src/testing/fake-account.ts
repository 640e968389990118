import { fakeContext, type Answers, type FakeContext } from './fake-context';

type Input = Readonly<Record<string, unknown>>;

interface Version {
  readonly Value: string;
  readonly Version: number;
  readonly LastModifiedDate: Date;
}

interface FakeRevision {
  readonly taskDefinitionArn: string;
  readonly family: string;
  readonly containerDefinitions: readonly { readonly name: string; readonly image: string }[];
  readonly tags: readonly unknown[];
}

interface FakeService {
  desiredCount: number;
  taskDefinition: string;
  rolloutState: string;
  rolloutStateReason?: string;
  deployments: number;
}

export const URL = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-';
export const DIGESTS = { old: digest('a'), new: digest('b'), other: digest('c') };

export function digest(letter: string): string {
  return `sha256:${letter.repeat(64)}`;
}

/** Thrown by the call at which the process was killed. */
export class Killed extends Error {}

/**
 * An account as Terraform leaves it, in memory: `pool` and `api` with an image and a service each, the jobs `users` (in the
 * image `tools`) and `migrations` (in the image `api`).
 */
export class FakeAccount {
  readonly parameters = new Map<string, Version[]>();
  readonly revisions = new Map<string, FakeRevision[]>();
  readonly services = new Map<string, FakeService>();
  /** Digests by repository, with their tags. */
  readonly pushed = new Map<string, Map<string, string[]>>();
  readonly secretsWithValue = new Set([
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/clerk-a1b2c3',
  ]);
  readonly runs: string[] = [];
  /** Exit codes of jobs; 0 where it has none. Undefined did not start. */
  readonly exitCodes = new Map<string, number | undefined>();
  readonly logLines = new Map<string, readonly string[]>();
  /** Images that crash. */
  readonly broken = new Set<string>();
  /** Families with a task that runs until it was asked for so often. */
  readonly stillRunning = new Map<string, number>();
  /** Changes that were made. */
  readonly changes: string[] = [];
  /** Kills the process at this change, counted from 1, before or after AWS does it. */
  kill: { readonly at: number; readonly when: 'before' | 'after' } | undefined;
  /** Something that happens right before a change, once. */
  before: { readonly change: RegExp; readonly run: () => unknown } | undefined;

  /** @param deployed what is deployed; null for nothing */
  constructor({ deployed = DIGESTS.old }: { readonly deployed?: string | null } = {}) {
    for (const image of ['pool', 'api', 'tools']) {
      const uri = `${URL}${image}${deployed === null ? ':not-deployed' : `@${deployed}`}`;
      this.put(`/restartix/staging/images/${image}`, uri);
      this.put(`/restartix/staging/deployments/${image}`, 'none');
      this.pushed.set(`restartix-staging-${image}`, new Map(Object.values(DIGESTS).map((each) => [each, []])));
    }
    this.describe('services', 'pool', { image: 'pool', order: 0, minimumCount: 1 });
    this.describe('services', 'api', { image: 'api', order: 1, minimumCount: 2 });
    this.describe('jobs', 'migrations', { image: 'api', order: 2, before: ['api'] });
    this.describe('jobs', 'users', { image: 'tools', order: 1, before: ['api', 'pool'] });
    this.describe('jobs', 'report', { image: 'api', order: 1, before: [] });
    for (const name of ['pool', 'api']) {
      this.services.set(`restartix-staging-${name}`, {
        desiredCount: deployed === null ? 0 : 4,
        taskDefinition: this.newest(name).taskDefinitionArn,
        rolloutState: 'COMPLETED',
        deployments: 1,
      });
    }
  }

  /** The command's view of the account. */
  context(): FakeContext {
    return fakeContext({ target: 'local', answers: this.answers() });
  }

  parameter(name: string): string {
    return this.parameters.get(`/restartix/staging/${name}`)!.at(-1)!.Value;
  }

  put(name: string, Value: string): number {
    const versions = this.parameters.get(name) ?? [];
    const Version = versions.length + 1;
    this.parameters.set(name, [...versions, { Value, Version, LastModifiedDate: new Date(Version * 1000) }]);
    return Version;
  }

  newest(name: string): FakeRevision {
    return this.revisions.get(`restartix-staging-${name}`)!.at(-1)!;
  }

  /** The image that the newest revision of a family has, or that a service runs: its digest's first letter, or its tag. */
  imageOf(revision: FakeRevision): string {
    return revision.containerDefinitions[0]!.image.replace(/^.*(?:@sha256:(.).*|:(not-deployed))$/, '$1$2');
  }

  runningImage(name: string): string {
    const { taskDefinition } = this.services.get(`restartix-staging-${name}`)!;
    return this.imageOf(this.revisionOf(taskDefinition));
  }

  private describe(kind: 'services' | 'jobs', name: string, more: { readonly image: string } & Input): void {
    const family = `restartix-staging-${name}`;
    const value = {
      cluster: 'restartix-staging-cluster',
      family,
      container: name,
      subnets: ['subnet-1'],
      securityGroups: ['sg-1'],
      logGroup: `/ecs/restartix-staging/${name}`,
      secrets: [],
      ...(kind === 'services' ? { service: family } : {}),
      ...more,
    };
    this.put(`/restartix/staging/${kind}/${name}`, JSON.stringify(value));
    this.register({
      family,
      cpu: '256',
      containerDefinitions: [
        {
          name,
          image: this.parameter(`images/${more.image}`),
          secrets: [
            {
              name: 'CLERK_SECRET_KEY',
              valueFrom: `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/clerk-a1b2c3:CLERK_SECRET_KEY::`,
            },
          ],
        },
        { name: 'sidecar', image: 'public.ecr.aws/x/y:1' },
      ],
      tags: [{ key: 'Environment', value: 'staging' }],
    });
  }

  private register(input: Input): FakeRevision {
    const family = String(input['family']);
    const all = this.revisions.get(family) ?? [];
    const arn = `arn:aws:ecs:eu-central-1:123456789012:task-definition/${family}:${all.length + 1}`;
    const revision = {
      ...input,
      family,
      taskDefinitionArn: arn,
      revision: all.length + 1,
      status: 'ACTIVE',
    } as unknown as FakeRevision;
    this.revisions.set(family, [...all, revision]);
    return revision;
  }

  private revisionOf(name: string): FakeRevision {
    const [, family = '', number] = /([^/:]+)(?::(\d+))?$/.exec(name)!;
    const all = this.revisions.get(family)!;
    return number === undefined ? all.at(-1)! : all[Number(number) - 1]!;
  }

  private change<T>(what: string, make: () => T): T {
    if (this.before?.change.test(what)) {
      const { run } = this.before;
      this.before = undefined;
      run();
    }
    const isLast = this.kill?.at === this.changes.length + 1;
    if (isLast && this.kill?.when === 'before') throw new Killed(what);
    this.changes.push(what);
    const made = make();
    if (isLast) throw new Killed(what);
    return made;
  }

  private answers(): Answers {
    return {
      GetParametersByPathCommand: ({ Path }) => ({
        Parameters: [...this.parameters]
          .filter(([name]) => name.startsWith(`${String(Path)}/`))
          .map(([Name, versions]) => ({ Name, ...versions.at(-1) })),
      }),
      GetParameterCommand: ({ Name }) => ({ Parameter: { Name, ...this.parameters.get(String(Name))?.at(-1) } }),
      GetParameterHistoryCommand: ({ Name }) => ({ Parameters: this.parameters.get(String(Name)) }),
      PutParameterCommand: ({ Name, Value }) =>
        this.change(`put ${String(Name)}`, () => ({ Version: this.put(String(Name), String(Value)) })),
      DescribeImagesCommand: ({ repositoryName, imageIds }) => {
        const [{ imageDigest, imageTag } = {}] = imageIds as { imageDigest?: string; imageTag?: string }[];
        const found = [...this.pushed.get(String(repositoryName))!].find(
          ([each, tags]) => each === imageDigest || (imageTag !== undefined && tags.includes(imageTag)),
        );
        if (!found) throw Object.assign(new Error('no'), { name: 'ImageNotFoundException', $metadata: {} });
        return { imageDetails: [{ imageDigest: found[0], imageTags: found[1] }] };
      },
      GetAuthorizationTokenCommand: () => ({ authorizationData: [{ authorizationToken: 'QVdTOnNlY3JldA==' }] }),
      BatchGetImageCommand: () => ({ images: [{ imageManifest: '{}', imageManifestMediaType: 'application/json' }] }),
      PutImageCommand: ({ repositoryName, imageDigest, imageTag }) =>
        this.change(`tag ${String(repositoryName)}`, () => {
          this.pushed.get(String(repositoryName))!.get(String(imageDigest))!.push(String(imageTag));
        }),
      DescribeSecretCommand: ({ SecretId }) => ({
        Name: String(SecretId).replace(/^.*:secret:(.*)-\w{6}$/, '$1'),
        VersionIdsToStages: this.secretsWithValue.has(String(SecretId)) ? { v: ['AWSCURRENT'] } : {},
      }),
      DescribeTaskDefinitionCommand: ({ taskDefinition }) => {
        const { tags, ...definition } = this.revisionOf(String(taskDefinition));
        return { taskDefinition: { ...definition, compatibilities: ['FARGATE'], registeredBy: 'me' }, tags };
      },
      RegisterTaskDefinitionCommand: (input) =>
        this.change(`register ${String(input['family'])}`, () => ({ taskDefinition: this.register(input) })),
      DescribeServicesCommand: ({ services }) => ({
        services: (services as string[]).map((name) => this.answerOf(name)),
      }),
      UpdateServiceCommand: ({ service, taskDefinition, desiredCount, forceNewDeployment }) =>
        this.change(`update ${String(service)}`, () =>
          this.update(
            String(service),
            String(taskDefinition),
            desiredCount as number | undefined,
            forceNewDeployment === true,
          ),
        ),
      ListTasksCommand: ({ family }) => ({
        taskArns: (this.stillRunning.get(String(family)) ?? 0) > 0 ? [`arn:task/${String(family)}`] : [],
      }),
      RunTaskCommand: ({ taskDefinition }) =>
        this.change('run', () => {
          const revision = this.revisionOf(String(taskDefinition));
          this.runs.push(`${revision.containerDefinitions[0]!.name} ${this.imageOf(revision)}`);
          return { tasks: [{ taskArn: `arn:task/${revision.family}/1` }] };
        }),
      DescribeTasksCommand: ({ tasks }) => ({ tasks: (tasks as string[]).map((arn) => this.taskOf(arn)) }),
      GetLogEventsCommand: ({ logStreamName }) => ({
        events: (this.logLines.get(String(logStreamName).split('/')[0]!) ?? []).map((message) => ({ message })),
      }),
    };
  }

  private taskOf(taskArn: string): object {
    const [, family = ''] = taskArn.split('/');
    const left = this.stillRunning.get(family) ?? 0;
    if (left > 0) {
      this.stillRunning.set(family, left - 1);
      return { taskArn, lastStatus: 'RUNNING' };
    }
    const name = family.replace('restartix-staging-', '');
    const exitCode = this.exitCodes.has(name) ? this.exitCodes.get(name) : 0;
    const stoppedReason = exitCode === undefined ? 'CannotPullContainerError: not found' : 'Essential container exited';
    return { taskArn, lastStatus: 'STOPPED', stoppedReason, containers: [{ name, exitCode }] };
  }

  private update(name: string, revision: string, desiredCount: number | undefined, force: boolean): object {
    const service = this.services.get(name)!;
    service.desiredCount = desiredCount ?? service.desiredCount;
    if (service.taskDefinition === revision && !force) return {};
    service.taskDefinition = revision;
    service.deployments += 1;
    const image = this.imageOf(this.revisionOf(revision));
    service.rolloutState = service.desiredCount > 0 && this.broken.has(image) ? 'FAILED' : 'COMPLETED';
    return {};
  }

  private answerOf(serviceName: string): object {
    const { desiredCount, taskDefinition, rolloutState } = this.services.get(serviceName)!;
    const deployment = {
      status: 'PRIMARY',
      taskDefinition,
      rolloutState,
      rolloutStateReason: 'tasks failed to start.',
    };
    const runningCount = rolloutState === 'FAILED' ? 0 : desiredCount;
    return { serviceName, status: 'ACTIVE', desiredCount, runningCount, taskDefinition, deployments: [deployment] };
  }
}
