import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Postgres } from './postgres';

const NOBODY = 65_534;

/** A PostgreSQL as RDS has it: TLS alone, SCRAM alone, and a master user who is no superuser. */
export interface Rds {
  readonly postgres: Postgres;
  /** What its certificate is signed with: the stand-in for RDS's bundle. */
  readonly caFile: string;
}

/** The master user as RDS makes it, and its database. */
export interface Master {
  readonly username: string;
  readonly password: string;
  readonly database: string;
}

/** On port 5432 of an address of 127.0.0.0/8. */
export async function startRds(bin: string, address: string, master: Master): Promise<Rds> {
  const postgres = await Postgres.start(bin, [], { address, port: 5432 });
  postgres.sql(`CREATE ROLE ${master.username} LOGIN CREATEROLE CREATEDB PASSWORD '${master.password}'`);
  postgres.sql(`GRANT pg_signal_backend TO ${master.username}`);
  postgres.sql(`CREATE DATABASE ${master.database} OWNER ${master.username}`);

  const caFile = makeCertificates(postgres.folder, address);
  const data = join(postgres.folder, 'data');
  // What RDS logs with log_statement = ddl: no password in clear text may be there.
  appendFileSync(
    join(data, 'postgresql.conf'),
    `ssl = on\nssl_cert_file = '${postgres.folder}/server.pem'\nssl_key_file = '${postgres.folder}/server.key'\nlog_statement = 'all'\n`,
  );
  writeFileSync(join(data, 'pg_hba.conf'), 'hostssl all all 127.0.0.0/8 scram-sha-256\n');
  postgres.restart();
  return { postgres, caFile };
}

function makeCertificates(folder: string, address: string): string {
  const file = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const ca = ['-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', '/CN=Test CA', '-days', '2'];
  openssl('req', '-x509', ...key, ...ca);
  openssl('req', ...key, '-keyout', file('server.key'), '-out', file('server.csr'), '-subj', '/CN=database');
  writeFileSync(file('san'), `subjectAltName=IP:${address}\n`);
  const signed = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '2'];
  openssl('x509', '-req', '-in', file('server.csr'), ...signed, '-extfile', file('san'), '-out', file('server.pem'));
  chmodSync(file('ca.pem'), 0o644);
  chmodSync(file('server.key'), 0o600);
  if (process.getuid?.() === 0) chownSync(file('server.key'), NOBODY, NOBODY);
  return file('ca.pem');
}
