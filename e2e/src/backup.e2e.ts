import { SUCCESS_PATTERN } from '@restartix/storage-backups';
import { deniedTo } from '@restartix/checks/permissions';
import type { Block } from '@restartix/testing';
import { BackupTasks, describeTasks } from './backup-tasks';
import { commandLines } from './command-lines';
import { calls } from './permissions';

const KEY = 'backup-encryption-key-of-the-test-0123456789';
const ROWS = 4000;

describeTasks('the backup task', () => {
  let tasks: BackupTasks;

  beforeAll(async () => {
    tasks = await BackupTasks.start();
    tasks.postgres.sql(`CREATE TABLE patients (id int PRIMARY KEY, name text, note text);
      INSERT INTO patients SELECT i, 'name ' || i, md5(i::text) || E'\\n\\t"&ü' FROM generate_series(1, ${String(ROWS)}) i;`);
    tasks.connectTo(tasks.postgres.url());
    tasks.useKeys('1', { 1: tasks.key('key-v1', KEY) });
  });
  afterAll(async () => {
    await tasks?.close();
  });

  /** The lines that the alarm's metric would count. */
  const successes = (output: string): number => {
    const [, event] = /^\{ \$\.event = "([^"]+)" \}$/.exec(SUCCESS_PATTERN) ?? [];
    return output.split('\n').filter((line) => line.startsWith('{') && (JSON.parse(line) as Block)['event'] === event)
      .length;
  };

  it('dumps, encrypts and uploads; and no secret is ever in the process list', async () => {
    const seen = new Set<string>();
    const sampling = setInterval(() => commandLines().forEach((line) => seen.add(line)), 5);
    const { code, output } = await tasks.backup();
    clearInterval(sampling);
    expect({ code, output }).toExitWith(0);
    expect(successes(output)).toBe(1);
    expect(tasks.objects().filter((key) => key.endsWith('.dump.zst.enc'))).toHaveLength(1);
    expect(tasks.objects().filter((key) => key.endsWith('.json'))).toHaveLength(1);
    const lines = [...seen].join('\n');
    expect(lines).toMatch(/pg_dump/);
    expect(lines).not.toContain(KEY);
    expect(lines).not.toContain(tasks.postgres.password);
    expect(output).not.toContain(KEY);
    expect(output).not.toContain(tasks.postgres.password);
  });

  it('asks nothing of AWS that its role may not', async () => {
    const role = String(tasks.synthesized.resource('aws_iam_role', 'backups_task_role_role')['name']);
    const asked = { log: calls(tasks.workspace), env: 'test', command: 'backup-task' };
    expect(await deniedTo(tasks.synthesized.json, role, asked)).toEqual([]);
  });

  it('fails without a bucket, and says so in one line that no success counts', async () => {
    const { code, output } = await tasks.backup({ BACKUP_BUCKET: 'restartix-there-is-no-such-bucket' });
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/"event":"backup-failed"/);
    expect(successes(output)).toBe(0);
  });

  it('leaves nothing that looks like a backup when the database goes away in the middle', async () => {
    tasks.postgres.sql(
      `CREATE TABLE large AS SELECT i, md5(i::text) || md5((i * 7)::text) AS text FROM generate_series(1, 3000000) i`,
    );
    const before = tasks.objects();
    let killed = false;
    const { code, output } = await tasks.backup({}, (_, said) => {
      if (killed || !said.includes('backup-started')) return;
      killed = true;
      setTimeout(() => tasks.postgres.kill(), 1500);
    });
    expect({ code, output }).not.toExitWith(0);
    expect(output).toMatch(/"event":"backup-failed","step":"stream"/);
    expect(successes(output)).toBe(0);
    expect(tasks.objects()).toEqual(before);
  });
});
