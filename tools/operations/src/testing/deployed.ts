import type { Answers } from './fake-context';

const URL_ = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging';
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging';
export const DIGEST = `sha256:${'a'.repeat(64)}`;
export const WAITING = `${URL_}-core-api:not-deployed`;
export const DEPLOYED = `${URL_}-core-api@${DIGEST}`;

const TASK = {
  cluster: 'restartix-staging-cluster',
  container: 'core-api',
  image: 'core-api',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  logGroup: '/ecs/core-api',
  secrets: [`${SECRET}/clerk-AbCdEf`],
  order: 1,
};

/** A described environment of one service, one job and one secret that a person sets. */
export function parameters(image: string): Answers {
  const values: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    services: {
      'core-api': {
        ...TASK,
        family: 'restartix-staging-core-api',
        service: 'restartix-staging-core-api',
        minimumCount: 2,
      },
    },
    jobs: { migrations: { ...TASK, family: 'restartix-staging-migrations', before: ['core-api'] } },
    secrets: { clerk: { secret: 'restartix/staging/clerk', keys: { SECRET_KEY: 'from the dashboard' } } },
    images: { 'core-api': image },
  };
  return {
    GetParametersByPathCommand: ({ Path }) => ({
      Parameters: Object.entries(values[String(Path).split('/').at(-1)!] ?? {}).map(([name, value]) => ({
        Name: `${String(Path)}/${name}`,
        Value: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    }),
    DescribeTaskDefinitionCommand: () => ({
      taskDefinition: {
        containerDefinitions: [
          {
            name: 'core-api',
            image,
            secrets: [
              { name: 'SECRET_KEY', valueFrom: `${SECRET}/clerk-AbCdEf:SECRET_KEY::` },
              { name: 'REDIS_URL', valueFrom: `${SECRET}/redis-GhIjKl:REDIS_URL::` },
            ],
          },
        ],
      },
    }),
  };
}
