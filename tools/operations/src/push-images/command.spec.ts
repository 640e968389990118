import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIGESTS, FakeAccount, URL } from '../testing/fake-account';
import type { FakeContext } from '../testing/fake-context';
import { pushImages } from './command';

let folder: string;
const path = process.env['PATH'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'push-'));
  // Stands for skopeo: keeps what it was called with, and the file with the password.
  writeFileSync(
    join(folder, 'skopeo'),
    `#!/bin/sh\necho "$@" > ${folder}/args\ncp "$5" ${folder}/auth\n[ ! -e ${folder}/fails ] || { echo denied >&2; exit 1; }\n`,
  );
  chmodSync(join(folder, 'skopeo'), 0o755);
  process.env['PATH'] = `${folder}:${path}`;
});

afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true });
});

function archive(name: string, ...digests: string[]): void {
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ manifests: digests.map((digest) => ({ digest })) }));
  execFileSync('tar', ['-cf', join(folder, `${name}.tar`), '-C', folder, 'index.json']);
}

async function run(account: FakeAccount, images: string): Promise<FakeContext & { readonly code: number }> {
  const context = account.context();
  return {
    ...context,
    code: await pushImages.parse(['staging', `--images=${images}`, `--from=${folder}`]).run(context),
  };
}

it('pushes an archive under its tag, and says the digest', async () => {
  archive('api', DIGESTS.new);
  const { code, out, err } = await run(new FakeAccount(), 'api=1.4.2');
  expect(code).toBe(0);
  expect(out).toEqual([`api@${DIGESTS.new}`]);
  expect(readFileSync(join(folder, 'args'), 'utf8')).toMatch(`copy --all --preserve-digests --dest-authfile`);
  expect(readFileSync(join(folder, 'args'), 'utf8')).toMatch(`oci-archive:${folder}/api.tar docker://${URL}api:1.4.2`);
  expect(JSON.parse(readFileSync(join(folder, 'auth'), 'utf8'))).toEqual({
    auths: { '123456789012.dkr.ecr.eu-central-1.amazonaws.com': { auth: 'QVdTOnNlY3JldA==' } },
  });
  expect([...err, ...out, readFileSync(join(folder, 'args'), 'utf8')].join()).not.toContain('QVdTOnNlY3JldA==');
});

it('leaves no password behind, not even after a failure', async () => {
  archive('api', DIGESTS.new);
  writeFileSync(join(folder, 'fails'), '');
  await expect(run(new FakeAccount(), 'api=1.4.2')).rejects.toThrow('denied');
  const [, authfile = ''] = /--dest-authfile (\S+)/.exec(readFileSync(join(folder, 'args'), 'utf8'))!;
  expect(existsSync(authfile)).toBe(false);
});

it('does not push again what is there', async () => {
  const account = new FakeAccount();
  account.pushed.get('restartix-staging-api')!.get(DIGESTS.new)!.push('1.4.2');
  archive('api', DIGESTS.new);
  expect((await run(account, 'api=1.4.2')).out).toEqual([`api@${DIGESTS.new} was pushed before`]);
  expect(existsSync(join(folder, 'args'))).toBe(false);
});

it('refuses a tag that is another image’s', async () => {
  const account = new FakeAccount();
  account.pushed.get('restartix-staging-api')!.get(DIGESTS.old)!.push('1.4.2');
  archive('api', DIGESTS.new);
  await expect(run(account, 'api=1.4.2')).rejects.toThrow(`api: tag 1.4.2 is another image, ${DIGESTS.old}`);
});

it.each([
  [[], 'has 0 images'],
  [[DIGESTS.old, DIGESTS.new], 'has 2 images'],
])('refuses an archive of %j', async (digests, message) => {
  archive('api', ...digests);
  await expect(run(new FakeAccount(), 'api=1')).rejects.toThrow(message);
});

it('refuses an image without an archive', async () => {
  await expect(run(new FakeAccount(), 'api=1')).rejects.toThrow('api.tar does not exist');
});

it('leaves alone an image that is named by its digest', async () => {
  expect((await run(new FakeAccount(), `api@${DIGESTS.new}`)).code).toBe(0);
});
