import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SkippedValues } from '@restartix/plan-report';
import type { Session } from '../run/session';
import { checkSkipped } from './check-skipped';

const ADDRESS = 'cloudflare_dns_record.edge_host';

describe('a skipped resource', () => {
  let server: Server;
  let refusals: unknown[] = [];
  let session: Session;

  beforeAll(async () => {
    server = createServer((_request, response) => response.end(JSON.stringify({ refusals })));
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    session = {
      emulator: { url: `http://127.0.0.1:${port}` },
      standIns: [{ address: ADDRESS, omitted: [] }],
      paths: { env: 'staging', name: 'staging' },
    } as unknown as Session;
  });
  beforeEach(() => (refusals = []));
  afterAll(() => server.close());

  const values = (ttl: number): SkippedValues =>
    [{ address: ADDRESS, values: [{ name: 'ttl', value: { kind: 'value', value: ttl } }] }] as unknown as SkippedValues;

  it('passes where neither its provider nor its API refuses it', async () => {
    await expect(checkSkipped(session, values(300))).resolves.toBeUndefined();
  });

  it('is refused for what its provider refuses, once', async () => {
    refusals = [{ address: ADDRESS, argument: 'ttl', value: 5, why: 'Invalid TTL', allowed: '' }];
    const refused = checkSkipped(session, values(5));
    await expect(refused).rejects.toThrow(`${ADDRESS}: ttl = 5: its provider refuses it (allowed: 1, or 30 to 86400`);
    await expect(refused).rejects.not.toThrow('Invalid TTL');
  });

  it('is refused for what its API refuses', async () => {
    refusals = [{ address: ADDRESS, argument: 'name', value: 'a', why: 'no name of the zone', allowed: '' }];
    await expect(checkSkipped(session, values(300))).rejects.toThrow('refuse 1 of the skipped resources of staging');
  });
});
