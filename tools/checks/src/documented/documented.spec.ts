import { spawnSync } from 'node:child_process';
import { awsProblems } from './aws-commands';
import { commandsIn } from './markdown';
import { documentedCommands, PAGES, textOf } from './pages';
import { isThere, pathsIn } from './paths';
import { Commands } from './problems';
import { filledIn } from './shell';
import { projects } from './workspace';

const COMMANDS = documentedCommands();

describe('the commands of the pages', () => {
  let commands: Commands;
  beforeAll(() => {
    commands = new Commands(projects());
  }, 120_000);

  it('name targets, scripts, generators, programs and flags that exist', () => {
    const problems = COMMANDS.flatMap(({ page, line, command }) => {
      const problem = commands.problemOf(command);
      return problem === undefined ? [] : [`${page}:${String(line)} ${command}: ${problem}`];
    });
    expect(problems).toEqual([]);
  }, 120_000);

  it('have the commands of the AWS CLI, by its models', async () => {
    const problems = await awsProblems(COMMANDS);
    expect([...problems]).toEqual([]);
  }, 120_000);

  it('are what a shell can read', () => {
    const script = COMMANDS.filter(({ isBlock }) => isBlock).map(({ command }) => filledIn(command));
    const { stderr } = spawnSync('bash', ['-n'], { encoding: 'utf8', input: script.join('\n') });
    expect(stderr).toBe('');
  });

  it.each([
    ['npx nx run staging:pln', 'staging has no target pln'],
    ['npx nx run staging:plan:locl', 'staging:plan has no configuration locl'],
    ['npx nx run stagin:plan', 'there is no project stagin'],
    ['npx nx run staging:logs --sinse=10m', "Unknown option '--sinse'"],
    ['npx nx run production:deploy', 'deploy of production needs --production'],
    ['npx nx affected -t pln --base=main', 'no project has a target pln'],
    ['npx nx affected -t plan --bse=main', 'nx affected has no --bse=main'],
    ['npx nx g @restartix/nx-cdktf:service reports --prot=1', 'has no option --prot'],
    ['npx nx run ci:affected-envs --bas=main', "Unknown option '--bas'"],
    ['npx chageset', 'no package has a program chageset'],
    ['npm run relase', 'package.json has no script relase'],
    ['node tools/operation/dist/cli.js logs', 'tools/operation/src/cli.ts does not exist'],
    ['terraform aply', 'Terraform has no aply'],
    ['nxp nx run staging:plan', 'nxp is no program'],
  ])('would not pass with a typo: %s', (command, problem) => {
    expect(commands.problemOf(command)).toContain(problem);
  });

  it('would not pass with a typo in the AWS CLI', async () => {
    const typos = [
      'aws ecz list-clusters',
      'aws ecs describe-service --cluster a --services b',
      'aws ecs describe-services --clusters a --services b',
      'aws ecs describe-services --cluster a',
      "aws cloudwatch describe-alarms --query 'MetricAlarms[].[AlarmName'",
      'aws rds wait db-instance-availble --db-instance-identifier a',
      'echo "$(aws ecs list-clustrs)"',
    ];
    expect([...(await awsProblems(typos.map((command) => ({ command, isBlock: true })))).keys()]).toEqual(typos);
  });
});

describe('the files that the pages name', () => {
  it('exist, or are made by a command', () => {
    const named = PAGES.flatMap((page) => pathsIn(textOf(page)).map((path) => ({ page, path })));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(({ path }) => !isThere(path))).toEqual([]);
    expect(isThere('apps/staging/src/confg.ts')).toBe(false);
  });
});

describe('the commands in Markdown', () => {
  const textsIn = (text: string): string[] => commandsIn('p', text).map(({ command }) => command);

  it('are the lines of blocks of a shell, without comments, and the prompts of a console', () => {
    expect(
      textsIn('```\na    # why\nb \\\n  c |\n d\n```\n```console\n$ e\noutput\n```\n```text\nnone\n```\n'),
    ).toEqual(['a', 'b \\\n  c |\n d', 'e']);
    expect(textsIn("```sh\na '{\n}'\nb\n```")).toEqual(["a '{\n}'", 'b']);
  });

  it('are in tables and sentences too, with what is optional and what is shortened', () => {
    expect(textsIn('| `npx nx run <env>:output[:local]`, `:urls` | `:local` |')).toEqual([
      'npx nx run <env>:output',
      'npx nx run <env>:output:local',
      'npx nx run <env>:urls',
    ]);
    expect(textsIn('`npx nx run release:check`, `release:rehearse`, `npm test`, `aws_s3_bucket`')).toEqual([
      'npx nx run release:check',
      'npx nx run release:rehearse',
      'npm test',
    ]);
  });
});
