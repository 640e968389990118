import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { deniedTo, type LoggedCall } from '@restartix/checks/permissions';
import { ContainerRegistry } from '@restartix/container-registry';
import type { JobDescription, ServiceDescription, TaskDescription } from '@restartix/core/deployments';
import { DeployIam } from '@restartix/deploy-iam';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService, EcsTask } from '@restartix/ecs-service';
import { LOCAL_SECRET_KEY, localAccessKey } from '@restartix/emulator';
import { COMMANDS, awsClients, contextOf } from '@restartix/operations';
import { Stage, type Stack } from '@restartix/terraform';
import { synth, type TerraformJson } from '@restartix/testing';
import { awsJson } from './aws';

const FAMILY = 'restartix-staging-core-api';
const CLUSTER = 'restartix-staging-cluster';
const IMAGE = '/restartix/staging/images/core-api';

/** A service and its migrations, described as the platform describes them. */
const ENVIRONMENT = synth(
  (stack) => {
    const { id: vpcId } = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
    const subnet = new Subnet(stack, 'subnet', { vpcId, cidrBlock: '10.0.0.0/24' });
    const group = new SecurityGroup(stack, 'group', { vpcId });
    const clerk = new SecretsmanagerSecret(stack, 'clerk', {
      name: 'restartix/staging/clerk',
      recoveryWindowInDays: 0,
    });
    const { images } = new ContainerRegistry(stack, 'registry', { repositories: ['core-api'] });
    const cluster = new EcsCluster(stack, 'cluster');
    const common = {
      imageUri: images['core-api']!,
      secrets: { CLERK_SECRET_KEY: { arn: clerk.arn, jsonKey: 'CLERK_SECRET_KEY' } },
      ...({ cpu: 256, memory: 512 } as const),
      ...{ cluster, subnetIds: [subnet.id], securityGroupIds: [group.id] },
    };
    const service = new EcsService(stack, 'core-api', {
      ...{ ...common, vpcId, serviceName: 'core-api', minCapacity: 2, maxCapacity: 4, desiredCount: 2 },
    });
    const migrations = new EcsTask(stack, 'migrations', { ...common, taskName: 'migrations', command: ['migrate'] });
    const describe = (path: string, description: ServiceDescription | JobDescription | string): void => {
      const text = typeof description === 'string' ? description : JSON.stringify(description);
      new SsmParameter(stack, path.replaceAll('/', '-'), {
        ...{ name: `/restartix/staging/${path}`, type: 'String', insecureValue: text },
        ...(path.startsWith('deployments/') ? { lifecycle: { ignoreChanges: ['insecure_value'] } } : {}),
      });
    };
    const task = (of: EcsService | EcsTask): TaskDescription => ({
      ...{ cluster: cluster.clusterName, family: of.taskDefinitionFamily, container: of.containerName },
      ...{ image: 'core-api', subnets: [subnet.id], securityGroups: [group.id] },
      ...{ logGroup: of.logGroupName, secrets: [...of.secretArns], order: 1 },
    });
    describe('services/core-api', { ...task(service), service: service.serviceName, minimumCount: 2 });
    describe('jobs/migrations', { ...task(migrations), before: ['core-api'] });
    describe('deployments/core-api', 'none');
  },
  { accountId: '123456789012' },
).json as TerraformJson & Record<string, unknown>;

/** The role that runs these commands. */
const ROLE = synth(
  (stack) =>
    new DeployIam(stack, 'roles', {
      ...{ githubOrg: 'restartix', githubRepo: 'infrastructure', services: ['core-api'], jobs: ['migrations'] },
      ...{ planStateStatements: [], applyStateStatements: [] },
    }),
  { accountId: '123456789012' },
);

interface Ran {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
}

describe('an application that is deployed', () => {
  let stage: Stage;
  let stack: Stack;
  const digests: Record<string, string> = {};

  beforeAll(async () => {
    stage = await Stage.open();
    stack = await stage.stack();
    await stack.apply(ENVIRONMENT);
    for (const tag of ['1.0.0', '1.1.0', '1.2.0', 'emulator-crash']) await push(tag);
  });
  afterAll(() => stage.close());
  afterEach(() => tasks({}));

  async function push(imageTag: string): Promise<void> {
    const of = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const [config, layer] = ['config', 'layer'].map((part) => ({
      mediaType: `application/vnd.oci.image.${part}.v1`,
      ...{ digest: of(`${part} ${imageTag}`), size: 2 },
    }));
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] });
    const { image } = await awsJson<{ image: { imageId: { imageDigest: string } } }>(
      stage.url,
      'ecr',
      'AmazonEC2ContainerRegistry_V20150921.PutImage',
      { repositoryName: FAMILY, imageManifest, imageTag },
    );
    digests[imageTag] = image.imageId.imageDigest;
  }

  /** How tasks end. */
  async function tasks(modes: object): Promise<void> {
    await fetch(`${stage.url}/restartix-emulator/tasks`, { method: 'PUT', body: JSON.stringify(modes) });
  }

  async function run(name: 'deploy-images' | 'rollback', ...args: string[]): Promise<Ran> {
    const access = {
      ...{ region: 'eu-central-1', endpoint: stage.url },
      credentials: { accessKeyId: localAccessKey('staging', name), secretAccessKey: LOCAL_SECRET_KEY },
    };
    const [out, err]: [string[], string[]] = [[], []];
    const context = contextOf({
      ...{ env: 'staging', project: 'restartix', local: true, verbose: false, access, synthesis: undefined },
      aws: awsClients(access),
      say: (line) => void err.push(line),
    });
    const command = COMMANDS.find((each) => each.name === name)!;
    const code = await command.parse(['staging', ...args]).run({ ...context, print: (line) => void out.push(line) });
    return { code, out, err };
  }

  const planned = async (): Promise<string[]> =>
    (await stack.plan(ENVIRONMENT)).changes.map(({ action, address }) => `${action} ${address}`);
  const recorded = async (): Promise<string> => {
    const get = { Name: IMAGE };
    const { Parameter } = await awsJson<{ Parameter: { Value: string } }>(
      stage.url,
      'ssm',
      'AmazonSSM.GetParameter',
      get,
    );
    return Parameter.Value.replace(/^.*@/, '');
  };
  const desiredCount = async (): Promise<number | undefined> => {
    const { services } = await awsJson<{ services: { desiredCount: number }[] }>(
      stage.url,
      'ecs',
      'AmazonEC2ContainerServiceV20141113.DescribeServices',
      { cluster: CLUSTER, services: [FAMILY] },
    );
    return services[0]?.desiredCount;
  };

  it('is refused while a secret has no value, and nothing is changed', async () => {
    const { code, err } = await run('deploy-images', '--images=core-api=1.0.0');
    expect(code).toBe(1);
    expect(err.join('\n')).toContain('npx nx run staging:secrets:local set clerk');
    expect(await planned()).toEqual([]);
    await awsJson(stage.url, 'secretsmanager', 'secretsmanager.PutSecretValue', {
      ...{ SecretId: 'restartix/staging/clerk', SecretString: JSON.stringify({ CLERK_SECRET_KEY: 'sk' }) },
    });
  });

  it('gets its migrations, then its first tasks', async () => {
    const { code, out } = await run('deploy-images', '--images=core-api=1.0.0');
    expect(code).toBe(0);
    expect(out).toEqual(['migrations: exit code 0', `core-api: ${digests['1.0.0']} is deployed`]);
    expect(await recorded()).toBe(digests['1.0.0']);
    expect(await desiredCount()).toBe(2);
    // The range begins at 0 until Terraform knows of an image.
    expect(await planned()).toEqual(['update aws_appautoscaling_target.core_api_scaling']);
    await stack.apply(ENVIRONMENT);
    expect(await planned()).toEqual([]);
    expect(await desiredCount()).toBe(2);
  });

  it('is deployed again, by a digest', async () => {
    expect((await run('deploy-images', `--images=core-api@${digests['1.1.0']}`)).code).toBe(0);
    expect(await recorded()).toBe(digests['1.1.0']);
    expect(await planned()).toEqual([]);
  });

  it('stays as it is when a migration fails, of which the end of the log is shown', async () => {
    await tasks({ 'restartix-staging-migrations': { exitCode: 3, log: ['adding column', 'column exists'] } });
    const { code, out } = await run('deploy-images', '--images=core-api=1.2.0');
    expect(code).toBe(1);
    expect(out).toEqual([
      'migrations | adding column',
      'migrations | column exists',
      expect.stringMatching(/^migrations: exit code 3/),
    ]);
    expect(await recorded()).toBe(digests['1.1.0']);
    expect(await planned()).toEqual([]);
  });

  it('gets its earlier image back when a rollout fails', async () => {
    const { code, err } = await run('deploy-images', '--images=core-api=emulator-crash');
    expect(code).toBe(2);
    expect(err.join('\n')).toMatch(/a task stopped: .*[\s\S]*Puts back the images/);
    expect(await recorded()).toBe(digests['1.1.0']);
    expect(await desiredCount()).toBe(2);
    expect(await planned()).toEqual([]);
  });

  it('is rolled back by name', async () => {
    const { code, out } = await run('rollback', '--service=core-api', '--to=previous');
    expect(code).toBe(0);
    expect(out[0]).toContain(`${digests['1.1.0']}  runs`);
    expect(await recorded()).toBe(digests['1.0.0']);
    expect(await planned()).toEqual([]);
  });

  it.each(['deploy-images', 'rollback'])('by %s calls nothing that the role deploy may not', async (command) => {
    const lines = readFileSync(join(process.env['EMULATOR_HOME']!, 'calls.jsonl'), 'utf8').trim().split('\n');
    const log = lines.map((line) => JSON.parse(line) as LoggedCall);
    const asked = { log, env: 'staging', command };
    expect(await deniedTo(ROLE.json, 'restartix-staging-github-deploy', asked)).toEqual([]);
  });
});
