import { join } from 'node:path';
import { createBucket, s3Object } from './aws';
import { encodedForms, leaksIn, scan, type Leak } from './leak-scan';
import { addEnvironment } from './probe';
import { Workspace } from './workspace';

const SECRET = 'pLaNtEd5u9WvB3hJ';

describe('the search for secrets', () => {
  it.each([
    ['as it is', `password=${SECRET}!`],
    ['in JSON', JSON.stringify({ password: `"${SECRET}"` })],
    ['in a URL', `postgres://app:${encodeURIComponent(SECRET)}@host/db`],
    ['in hexadecimal', Buffer.from(`x${SECRET}y`).toString('hex')],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in base64, one byte on', Buffer.from(`:${SECRET}@`).toString('base64')],
    ['in base64, two bytes on', Buffer.from(`a:${SECRET}@host`).toString('base64')],
    ['in base64 for URLs', Buffer.from(`user:${SECRET}`).toString('base64url')],
  ])('finds one %s', (_, text) => {
    expect(leaksIn('text', text, [SECRET])).not.toEqual([]);
  });

  it('finds nothing where nothing is', () => {
    expect(leaksIn('text', `${SECRET.slice(0, -1)} ${encodedForms('another-secret').join(' ')}`, [SECRET])).toEqual([]);
  });
});

describe('an environment that leaks', () => {
  let workspace: Workspace;
  let planLeaks: Leak[];

  beforeAll(async () => {
    workspace = new Workspace();
    addEnvironment(workspace, 'leaky', {
      imports: `import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';`,
      resources: `
  const secret = new SecretsmanagerSecret(stack, 'secret', { name: 'restartix/leaky/secret' });
  new SecretsmanagerSecretVersion(stack, 'version', { secretId: secret.id, secretString: 'user:${SECRET}' });`,
    });
    await workspace.mustNx('run', 'emulator:start');
    await createBucket(workspace.emulatorUrl, 'restartix-tfstate');
    await workspace.mustNx('run', 'leaky:plan:local');
    planLeaks = scan([join(workspace.root, 'apps/leaky/.tf/tfplan')], [SECRET]);
    await workspace.mustNx('run', 'leaky:deploy:local');
  });
  afterAll(() => workspace.close());

  it('is caught in the synthesized file, the plan, the state and Nx’s cache', async () => {
    const found = (path: string): number => scan([join(workspace.root, path)], [SECRET]).length;
    expect(found('apps/leaky/cdktf.out')).toBeGreaterThan(0);
    expect(planLeaks.length).toBeGreaterThan(0);
    expect(found('.nx/cache')).toBeGreaterThan(0);
    expect(await s3Object(workspace.emulatorUrl, 'restartix-tfstate', 'leaky/terraform.tfstate')).toContain(SECRET);
  });

  it('does not leak into the reports even so: Terraform marks the value', () => {
    const reports = ['plan-summary.json', 'plan.md', 'plan.html'].map((name) =>
      join(workspace.root, 'apps/leaky/.tf', name),
    );
    expect(scan(reports, [SECRET])).toEqual([]);
  });
});
