import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { planSummary } from '@restartix/plan-report';
import { planOf, reportOf } from '@restartix/plan-report/testing';
import { noticeText } from '../notices/notice';
import { useFakes } from '../testing/use-fakes';
import { notify } from './notify';

const SECRET = 'T000-B000-not-to-be-seen';

describe('notify', () => {
  const fakes = useFakes();
  let server: Server;
  let status: number;
  let received: { path: string | undefined; body: unknown }[];

  beforeEach(async () => {
    [status, received] = [200, []];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        received.push({ path: request.url, body: JSON.parse(text) });
        response.writeHead(status).end('ok');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const webhook = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/${SECRET}`;
  const run = (args: readonly string[], url: string | undefined = webhook()): Promise<number> =>
    notify(args, {
      root: fakes.workspace.root,
      environment: { NOTICE_WEBHOOK_URL: url },
      affectedEnvs: () => Promise.resolve([]),
    });
  const said = (): string => jest.mocked(console.log).mock.calls.flat().join('\n');
  const planned = planSummary(
    reportOf(planOf('aws_s3_bucket.uploads', { actions: ['delete'], before: { bucket: 'CANARY' }, after: null })),
  );
  const write = (name: string, content: object): void =>
    fakes.workspace.write(`apps/staging/.tf/${name}`, JSON.stringify(content));

  it('is off without an address', async () => {
    expect(await run(['staging', '--event=apply'], '')).toBe(0);
    expect(said()).toBe('Notices are off: NOTICE_WEBHOOK_URL is not set.');
    expect(received).toEqual([]);
  });

  it('tells of an apply in names and counts', async () => {
    write('plan-summary.json', planned);
    expect(await run(['staging', '--event=apply'])).toBe(0);
    const text =
      'staging: applied, 0 to create, 0 to update, 0 to replace, 1 to destroy\ndata loss: aws_s3_bucket.uploads';
    expect(received).toMatchObject([{ path: `/services/${SECRET}`, body: { text, env: 'staging', event: 'apply' } }]);
    expect(JSON.stringify(received)).not.toContain('CANARY');
    expect(said()).toBe('Notice of apply sent.');
  });

  it('tells of drift, and of a look that failed', async () => {
    write('drift-result.json', { env: 'staging', drift: 'found', unapplied: 'none' });
    await run(['staging', '--event=drift']);
    await run(['production', '--event=drift']);
    expect(received.map(({ body }) => (body as { text: string }).text)).toEqual([
      'staging: drift: reality differs from the state',
      'production: drift check FAILED',
    ]);
  });

  it('tells of a failure before there was a plan', async () => {
    await run(['staging', '--event=failure']);
    expect(received).toMatchObject([{ body: { text: 'staging: FAILED' } }]);
  });

  it.each([
    ['a refusal', () => ((status = 404), webhook()), 'the webhook answered 404'],
    ['nobody who listens', () => `http://127.0.0.1:1/${SECRET}`, 'the webhook was not reached (TypeError)'],
    ['what is no address', () => SECRET, 'the webhook is no https address'],
    ['an address in the clear', () => `http://example.com/${SECRET}`, 'the webhook is no https address'],
  ])('warns of %s, without the address, and fails nothing', async (_, url, problem) => {
    expect(await run(['staging', '--event=failure'], url())).toBe(0);
    expect(said()).toBe(`::warning::Notice of failure not delivered: ${problem}.`);
    expect(said()).not.toContain(SECRET);
  });

  it('refuses an event that does not exist', async () => {
    await expect(run(['staging', '--event=aply'])).rejects.toThrow('(allowed: an environment, and plan, apply,');
  });

  it('names the policies that refuse a plan', () => {
    const policies = [{ policy: 'public-ingress', severity: 'error' as const, message: 'x' }];
    expect(noticeText({ env: 'staging', event: 'plan', summary: { ...planned, policies } })).toContain(
      'refused by policies: public-ingress',
    );
  });
});
