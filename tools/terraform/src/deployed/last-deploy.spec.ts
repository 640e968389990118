import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stateFile } from '../state/file';
import type { Session } from '../run/session';
import { lookAtLastDeploy } from './last-deploy';
import { askedBy, type DeployRecord, readRecord } from './record';
import { recorded } from './recorded';

/** A bucket that keeps versions, as far as it is needed here. */
const objects = new Map<string, string>();
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    const key = new URL(request.url ?? '', 'http://x').pathname.replace('/example-tfstate/', '');
    if (request.method === 'PUT') {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        // The client sends it in chunks, with their lengths between.
        objects.set(key, /\{[^]*\}/.exec(Buffer.concat(parts).toString())?.[0] ?? '');
        response.end();
      });
      return;
    }
    const found = objects.get(key);
    if (found !== undefined) return response.setHeader('x-amz-version-id', 'v7').end(found);
    return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => server.close());
beforeEach(() => objects.clear());

const session = (): Session => {
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  return {
    paths: { env: 'staging', root: tmpdir() },
    emulator: { url: endpoint },
    configuration: { backend: { bucket: 'example-tfstate', key: 'staging/terraform.tfstate', region: 'eu-central-1' } },
    sdk: { region: 'eu-central-1', endpoint, credentials },
  } as unknown as Session;
};
const STATE = 'staging/terraform.tfstate';
const state = (serial: number, lineage = 'a'): void => void objects.set(STATE, JSON.stringify({ serial, lineage }));
const inBucket = { kind: 's3' } as const;

describe('the last deploy', () => {
  it('says nothing when there was none, or when it came to its end', async () => {
    expect(await lookAtLastDeploy(session())).toEqual({ warnings: [] });
    state(4);
    expect(await recorded(session(), inBucket, () => Promise.resolve('applied'))).toBe('applied');
    expect(await lookAtLastDeploy(session())).toEqual({ warnings: [] });
    expect(await readRecord(session())).toMatchObject({
      by: askedBy(),
      complete: true,
      state: { lineage: 'a', serial: 4, versionId: 'v7' },
    });
  });

  it('is recorded before it begins: one that was killed is known on any machine', async () => {
    let during: DeployRecord | undefined;
    await recorded(session(), inBucket, async () => {
      during = await readRecord(session());
    });
    expect(during).toMatchObject({ startedAt: expect.any(String) as string });
    expect(during).not.toHaveProperty('finishedAt');
    objects.set(`${STATE}.last-deploy`, JSON.stringify(during));
    const { warnings, unfinishedSince } = await lookAtLastDeploy(session());
    expect(warnings[0]?.detail).toMatch(/started it at .*; it runs still, or was killed\. This plan continues it\./);
    expect(unfinishedSince?.toISOString()).toBe(during?.startedAt);
  });

  it('that failed is unfinished since the first of several that did', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('no'));
    await expect(recorded(session(), inBucket, fail)).rejects.toThrow('no');
    const first = await readRecord(session());
    await expect(recorded(session(), inBucket, fail)).rejects.toThrow('no');
    const { warnings, unfinishedSince } = await lookAtLastDeploy(session());
    expect(warnings[0]?.detail).toMatch(/, and it failed at /);
    expect(unfinishedSince?.toISOString()).toBe(first?.startedAt);
  });

  it('is recorded beside the state while that is a file, and in no bucket', async () => {
    const home = mkdtempSync(join(tmpdir(), 'last-deploy-'));
    const makesBucket = session();
    Object.assign(makesBucket, {
      paths: { ...makesBucket.paths, name: 'bootstrap' },
      emulator: { ...makesBucket.emulator, home },
      configuration: { ...makesBucket.configuration, stateBucketAddress: 'aws_s3_bucket.state' },
    });
    const path = stateFile(makesBucket);
    mkdirSync(dirname(path));
    const fail = (): Promise<never> => Promise.reject(new Error('no'));
    await expect(recorded(makesBucket, { kind: 'file', path }, fail)).rejects.toThrow('no');
    expect(objects.size).toBe(0);
    expect((await lookAtLastDeploy(makesBucket)).unfinishedSince).toBeInstanceOf(Date);
    await recorded(makesBucket, { kind: 'file', path }, () => Promise.resolve());
    expect(await lookAtLastDeploy(makesBucket)).toEqual({ warnings: [] });
    rmSync(home, { recursive: true });
  });

  it.each<[string, () => void, RegExp]>([
    ['older', () => state(3), /is an older one: serial 3, while the last deploy left serial 4\. .*Nothing was planned/],
    ['gone', () => objects.delete(STATE), /is gone: the last deploy left serial 4/],
  ])('lets nothing be planned on a state that is %s, with the command that puts it back', async (_, spoil, said) => {
    state(4);
    await recorded(session(), inBucket, () => Promise.resolve());
    spoil();
    const looked = lookAtLastDeploy(session());
    await expect(looked).rejects.toThrow(said);
    await expect(looked).rejects.toMatchObject({
      hint: expect.stringContaining(
        `aws s3api copy-object --bucket example-tfstate --key ${STATE} --copy-source 'example-tfstate/${STATE}?versionId=v7'`,
      ) as unknown,
    });
  });

  it('lets pass a state that moved on, and one that somebody began anew', async () => {
    state(4);
    await recorded(session(), inBucket, () => Promise.resolve());
    state(9);
    expect(await lookAtLastDeploy(session())).toEqual({ warnings: [] });
    state(1, 'b');
    expect(await lookAtLastDeploy(session())).toEqual({ warnings: [] });
  });

  it('says who asked: a person on a machine, or in a run of the pipeline', () => {
    expect(askedBy({})).toMatch(/^\S+@\S+$/);
    const run = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/infra', GITHUB_RUN_ID: '7' };
    expect(askedBy({ ...run, GITHUB_ACTOR: 'bob', GITHUB_TRIGGERING_ACTOR: 'ann' })).toBe(
      'ann in https://github.com/acme/infra/actions/runs/7',
    );
  });
});
