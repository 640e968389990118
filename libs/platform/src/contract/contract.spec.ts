import type { AppSecrets } from '@restartix/app-secrets';
import { serviceHosts } from '../domain';
import { SET_BY_HAND, type SecretName } from '../secrets';
import { SERVICE_NAMES, SERVICES } from '../services';
import { APPLICATION_CONTAINERS } from './applications';
import { containerOf } from './container';
import { contractOf } from './contract';
import type { Facts } from './facts';
import { runtimeOf } from './runtimes';
import { SECRET_VARIABLES } from './secret-variables';
import { VARIABLES } from './variables';

const reference = (arn: string, jsonKey: string) => ({ arn, jsonKey });
const KEY = reference('encryption/v1', 'ENCRYPTION_KEY');
// What the table reads of the secrets; AppSecrets itself needs a stack.
const secrets = {
  arns: { clerk: 'clerk', external: 'external', 'email-bootstrap': 'email-bootstrap' },
  key: () => ({ key: 'ENCRYPTION_KEY', current: '1', arns: {} }),
  variables: (name: string) =>
    name === 'redis'
      ? { environment: {}, secrets: { REDIS_URL: reference('redis', 'REDIS_URL') } }
      : { environment: {}, secrets: { ENCRYPTION_KEY: KEY, ENCRYPTION_KEY_V1: KEY } },
} as unknown as AppSecrets<SecretName>;
const FACTS: Facts = {
  project: 'restartix',
  env: 'staging',
  region: 'eu-central-1',
  logLevel: 'debug',
  hosts: serviceHosts({ zone: 'restartix.pro', suffix: '-staging' }),
  saasOrigin: 'saas',
  cloudflareZoneId: 'zone',
  uploadsBucket: 'uploads',
  auditArchiveBucket: 'archive',
  emailConfigurationSet: 'set',
  emailDomain: 'mail',
  secrets,
  databaseUrl: reference('database', 'DATABASE_URL'),
  databaseDirectUrl: reference('database', 'DATABASE_DIRECT_URL'),
  cloudflareToken: reference('token', 'CLOUDFLARE_API_TOKEN'),
};

describe('the application contract', () => {
  it('gives a frontend what browsers and sessions need, and nothing of the data', () => {
    const { environment, secrets: read } = containerOf('portal', FACTS);
    expect(environment).toEqual({
      APP_ENV: 'staging',
      LOG_LEVEL: 'debug',
      PORT: '3001',
      HOSTNAME: '0.0.0.0',
      API_URL: 'https://api-staging.restartix.pro',
      TELEMETRY_URL: 'https://telemetry-staging.restartix.pro',
      PORTAL_DOMAIN: 'portal-staging.restartix.pro',
    });
    expect(Object.keys(read!)).toEqual(['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY']);
  });

  it('gives migrations the master user, and no service', () => {
    expect(containerOf('migrations', FACTS).secrets).toEqual({ DATABASE_DIRECT_URL: FACTS.databaseDirectUrl });
    for (const name of SERVICE_NAMES) expect(SERVICES[name].secrets).not.toContain('DATABASE_DIRECT_URL');
  });

  it.each(APPLICATION_CONTAINERS)('says every variable of %s, each once', (application) => {
    const { environment, secrets: read } = containerOf(application, FACTS);
    const names = [...Object.keys(environment!), ...Object.keys(read!)];
    const lines = contractOf(application);
    expect(names.map((name) => lines.filter(({ matches }) => matches(name)).length)).toEqual(names.map(() => 1));
    expect(lines.filter(({ matches }) => !names.some(matches))).toEqual([]);
    expect(lines.filter(({ isSecret }) => isSecret).every(({ matches }) => Object.keys(read!).some(matches))).toBe(
      true,
    );
  });

  it('has a reader for every variable, secret or not, and for every key that a person sets', () => {
    const used = APPLICATION_CONTAINERS.flatMap((application) => contractOf(application).map(({ name }) => name));
    for (const name of Object.keys({ ...VARIABLES, ...SECRET_VARIABLES })) expect(used).toContain(name);
    for (const { keys } of Object.values(SET_BY_HAND)) for (const key of Object.keys(keys)) expect(used).toContain(key);
    expect(Object.keys(VARIABLES).filter((name) => name in SECRET_VARIABLES)).toEqual([]);
  });

  it.each(APPLICATION_CONTAINERS)(
    'runs %s as somebody else than root, who writes to named folders only',
    (application) => {
      const { user, rootFilesystem, stopTimeoutSeconds } = containerOf(application, FACTS);
      expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
      expect(rootFilesystem).toEqual({ writablePaths: runtimeOf(application).writablePaths });
      expect(stopTimeoutSeconds).toBe(30);
      // The agent of ECS Exec writes to the root filesystem.
      expect(containerOf(application, FACTS, true).rootFilesystem).toBe('writable');
    },
  );
});
