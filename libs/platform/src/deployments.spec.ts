import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { EnvStack } from '@restartix/core';
import { parseJob, parseService } from '@restartix/core/deployments';
import { Synthesized } from '@restartix/testing';
import { Testing, Token, ref } from 'cdktf';
import { Deployments, type DeployedJob, type DeployedService } from './deployments';

const secret = (name: string): string => Token.asString(ref(`aws_secretsmanager_secret.${name}.arn`));
const MANY = Array.from({ length: 40 }, (_, index) => `s${index}`);
const RUNS = {
  taskDefinitionFamily: 'restartix-staging-core-api',
  containerName: 'core-api',
  logGroupName: '/ecs/restartix-staging/core-api',
  secretArns: [secret('clerk')],
  serviceName: 'restartix-staging-core-api',
};
const PLACE = { image: 'core-api', subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'], order: 1 };
const SERVICE: DeployedService = { runs: RUNS, ...PLACE, size: { minCapacity: 2 } };
const JOB: DeployedJob = { runs: RUNS, ...PLACE, before: ['core-api'] };

function synthesize(
  services: Readonly<Record<string, DeployedService>>,
  jobs: Readonly<Record<string, DeployedJob>> = {},
): Synthesized {
  const stack = new EnvStack(Testing.app({ stackTraces: false }), 'staging', {
    env: 'staging',
    region: 'eu-central-1',
    state: { bucket: 'restartix-tfstate' },
  });
  // Only Terraform knows their ARNs, as everywhere.
  for (const name of ['clerk', ...MANY]) new SecretsmanagerSecret(stack, name, { name });
  new Deployments(stack, 'deployments', { cluster: 'restartix-staging-cluster', images: ['core-api'], services, jobs });
  return new Synthesized(JSON.parse(Testing.synth(stack)));
}

function value(synthesized: Synthesized, id: string): [name: string, value: string] {
  const { name, insecure_value: text } = synthesized.resource('aws_ssm_parameter', id);
  return [String(name), String(text)];
}

it('describes services and jobs as their readers expect it', () => {
  const synthesized = synthesize({ 'core-api': SERVICE }, { migrations: JOB });
  const task = {
    cluster: 'restartix-staging-cluster',
    family: 'restartix-staging-core-api',
    container: 'core-api',
    image: 'core-api',
    subnets: ['subnet-1'],
    securityGroups: ['sg-1'],
    logGroup: '/ecs/restartix-staging/core-api',
    secrets: ['${aws_secretsmanager_secret.clerk.arn}'],
    order: 1,
  };
  const service = value(synthesized, 'deployments_services_core_api');
  expect(service[0]).toBe('/restartix/staging/services/core-api');
  expect(parseService(...service)).toEqual({ ...task, service: 'restartix-staging-core-api', minimumCount: 2 });
  expect(parseJob(...value(synthesized, 'deployments_jobs_migrations'))).toEqual({ ...task, before: ['core-api'] });
});

it.each([
  [{ minCapacity: 2, desiredCount: 3 }, 2],
  [{ desiredCount: 3 }, 3],
  [{}, 1],
])('starts a service of %j with %i tasks', (size, count) => {
  const synthesized = synthesize({ 'core-api': { ...SERVICE, size } });
  expect(parseService(...value(synthesized, 'deployments_services_core_api')).minimumCount).toBe(count);
});

it('leaves alone which deployment is the newest', () => {
  expect(synthesize({}).resource('aws_ssm_parameter', 'deployments_deployments_core_api')).toMatchObject({
    name: '/restartix/staging/deployments/core-api',
    lifecycle: { ignore_changes: ['insecure_value'] },
  });
});

it('counts ARNs that only Terraform knows, and refuses what no parameter holds', () => {
  const secretArns = MANY.map(secret);
  const long = { ...SERVICE, runs: { ...RUNS, secretArns } };
  expect(() => synthesize({ 'core-api': long })).toThrow(/services\.core-api .*\d{4} characters.*4096 characters/s);
  expect(() =>
    synthesize({ 'core-api': { ...long, runs: { ...RUNS, secretArns: secretArns.slice(0, 20) } } }),
  ).not.toThrow();
});
