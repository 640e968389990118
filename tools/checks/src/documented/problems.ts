import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustCaptureSync } from '@restartix/kit';
import { checkCommandLine } from '@restartix/terraform';
import { REPOSITORY } from '../repository';
import { filledIn, simpleCommands, wordsOf } from './shell';
import { SCRIPTS, type Projects } from './workspace';

/** Programs that are not ours. Their syntax is the shell's check. */
const OTHERS = [
  ...['[', 'bash', 'sign', 'source', 'export', 'read', 'cut', 'cat', 'tail', 'git'],
  ...['curl', 'docker', 'jq', 'openssl', 'pg_restore', 'psql', 'zstd'],
];

/** What npm does without a script of ours. https://docs.npmjs.com/cli/commands */
const NPM = ['ci', 'install', 'login', 'outdated', 'test'];

/** Nx ignores a flag that it does not know. https://nx.dev/docs/reference/nx-commands */
const NX_FLAGS =
  /^(-t|-p|--(target|targets|projects|base|head|output-style|parallel|skip-nx-cache|help|configuration)(=.*)?)$/;

/** What the packages that environments are generated in have beside ours. */
const GENERATED: Readonly<Record<string, string>> = { preview: 'staging', demo: 'staging', queue: 'network' };

/** What is wrong with a command, as far as that can be said without running it. */
export class Commands {
  private readonly answers = new Map<string, string | undefined>();

  constructor(private readonly projects: Projects) {}

  /** @returns undefined where nothing is */
  problemOf(command: string): string | undefined {
    for (const each of simpleCommands(filledIn(command))) {
      const problem = this.ofWords(wordsOf(each));
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  private ofWords([program = '', ...words]: readonly string[]): string | undefined {
    if (program === '' || program === 'aws' || OTHERS.includes(program)) return undefined;
    if (program === 'npx') return words[0] === 'nx' ? this.ofNx(words.slice(1)) : ofBinary(words[0]);
    if (program === 'npm') return ofNpm(words);
    if (program === 'node') return this.ofNode(words);
    if (program === 'terraform') return this.ofTerraform(words);
    return `${program} is no program that the pages use`;
  }

  private ofNx([command = '', ...words]: readonly string[]): string | undefined {
    if (command === 'run') return this.ofTask(words);
    if (command === 'g') return ofGenerator(words);
    if (command === 'show') return words[0] === 'project' ? this.ofProject(words[1]) : `nx show ${String(words[0])}`;
    const flag = words.find((word) => word.startsWith('-') && !NX_FLAGS.test(word));
    if (flag !== undefined) return `nx ${command} has no ${flag}`;
    if (command === 'affected' || command === 'run-many') {
      const named = valueOf('-t', words)?.find((name) => !Object.values(this.projects).some((each) => name in each));
      if (named !== undefined) return `no project has a target ${named}`;
      return valueOf('-p', words)
        ?.map((name) => this.ofProject(name))
        .find(Boolean);
    }
    return this.ofTask([`${String(words[0])}:${command}`]);
  }

  private ofProject(name = ''): string | undefined {
    return (GENERATED[name] ?? name) in this.projects ? undefined : `there is no project ${name}`;
  }

  private ofTask([task = '', ...args]: readonly string[]): string | undefined {
    const [name = '', ...parts] = task.split(':');
    const targets = this.projects[GENERATED[name] ?? name];
    if (!targets) return `there is no project ${name}`;
    const [whole, first] = [parts.join(':'), parts.slice(0, -1).join(':')];
    const [target, configuration] = whole in targets ? [whole] : [first, parts.at(-1)];
    const found = targets[target];
    if (!found) return `${name} has no target ${whole}`;
    const configured = configuration === undefined ? {} : found.configurations?.[configuration];
    if (!configured) return `${name}:${target} has no configuration ${String(configuration)}`;
    const [program, ...words] = wordsOf(found.options?.command ?? '');
    // The example of a workspace without a runner: what follows goes to Terraform.
    if (name === 'demo') return undefined;
    return program === 'node' ? this.ofNode([...words, ...wordsOf(configured.args ?? ''), ...args]) : undefined;
  }

  private ofNode([file = '', ...words]: readonly string[]): string | undefined {
    const [, tool] = /^tools\/([\w-]+)\/dist\/cli\.js$/.exec(file) ?? [];
    // A consumer's own program.
    if (tool === undefined)
      return file.includes('tools/') ? ofPath(file.replace('dist', 'src').replace('.js', '.ts')) : undefined;
    const source = ofPath(`tools/${tool}/src/cli.ts`);
    if (source !== undefined || words[0] === 'x') return source;
    // Nx hands on what follows its own separator; a separator of the command is the second.
    const args = words.includes('--') && !words.includes('run-task') ? words.filter((word) => word !== '--') : words;
    if (tool === 'terraform' || tool === 'operations') return refusal(() => checkCommandLine(args));
    return args.some((word) => word.startsWith('-')) ? this.flagsOf(tool, args) : undefined;
  }

  /** A flag that no command has is refused before anything is done; one that is refused before it is none either. */
  private flagsOf(tool: string, args: readonly string[]): string | undefined {
    const names = args.map((word) => word.replace(/=.*/, '=x'));
    return this.once([tool, ...names].join(' '), () => {
      const { stderr, stdout } = spawnSync(process.execPath, [`tools/${tool}/dist/cli.js`, ...args, `--${NO_FLAG}`], {
        cwd: REPOSITORY,
        encoding: 'utf8',
        timeout: 60_000,
      });
      return stderr.includes(NO_FLAG) ? undefined : stderr + stdout;
    });
  }

  private ofTerraform(words: readonly string[]): string | undefined {
    const command = words.find((word) => !word.startsWith('-')) ?? '';
    const help = this.once('terraform -help', () => mustCaptureSync('terraform', ['-help']));
    return new RegExp(`^ {2}${command} `, 'm').test(help ?? '') ? undefined : `Terraform has no ${command}`;
  }

  private once(key: string, ask: () => string | undefined): string | undefined {
    if (!this.answers.has(key)) this.answers.set(key, ask());
    return this.answers.get(key);
  }
}

const NO_FLAG = 'no-command-has-this-flag';

function ofNpm([command = '', ...words]: readonly string[]): string | undefined {
  if (command !== 'run') return NPM.includes(command) ? undefined : `npm ${command} is not in use`;
  const name = words.find((word) => !word.startsWith('-')) ?? '';
  return name in SCRIPTS ? undefined : `package.json has no script ${name}`;
}

function ofBinary(name = ''): string | undefined {
  return existsSync(join(REPOSITORY, 'node_modules/.bin', name)) ? undefined : `no package has a program ${name}`;
}

function ofPath(path: string): string | undefined {
  return existsSync(join(REPOSITORY, path)) ? undefined : `${path} does not exist`;
}

function ofGenerator([name = '', ...words]: readonly string[]): string | undefined {
  const [, generator] = /^@restartix\/nx-cdktf:(.+)$/.exec(name) ?? [];
  const schema = `tools/nx-cdktf/src/generators/${String(generator)}/schema.json`;
  if (generator === undefined || ofPath(schema) !== undefined) return `there is no generator ${name}`;
  const { properties } = JSON.parse(readFileSync(join(REPOSITORY, schema), 'utf8')) as { properties: object };
  const flags = words.flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []).filter((flag) => flag !== 'help');
  const unknown = flags.find(
    (flag) => !(flag.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) in properties),
  );
  return unknown === undefined ? undefined : `${name} has no option --${unknown}`;
}

function refusal(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function valueOf(flag: string, words: readonly string[]): string[] | undefined {
  const at = words.indexOf(flag);
  return at < 0 ? undefined : words[at + 1]?.split(',');
}
