import { Lazy, TerraformOutput, type IResolvable } from 'cdktf';
import type { Construct } from 'constructs';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvStack } from './env-stack';
import { synthesize } from './synthesize';
import { warn } from './warn';

describe('synthesize', () => {
  let outdir: string;
  let printed: string[];
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'synthesize-'));
    process.env['CDKTF_OUTDIR'] = outdir;
    printed = [];
    jest.spyOn(console, 'warn').mockImplementation((line: string) => printed.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => printed.push(line));
  });
  afterEach(() => {
    delete process.env['CDKTF_OUTDIR'];
    process.exitCode = undefined;
    rmSync(outdir, { recursive: true });
    jest.restoreAllMocks();
  });

  const env = { env: 'staging', region: 'eu-central-1', state: { bucket: 'b' } };

  it('writes the stack and prints its warnings', () => {
    synthesize((app) => warn(new EnvStack(app, 'staging', env), 'the image has no digest'));
    expect(readFileSync(join(outdir, 'stacks/staging/cdk.tf.json'), 'utf8')).toContain('"use_lockfile": true');
    expect(printed).toEqual(['warning: the image has no digest']);
    expect(process.exitCode).toBeUndefined();
  });

  it('prints once what several modules of a kind are warned of', () => {
    synthesize((app) => {
      const stack = new EnvStack(app, 'staging', env);
      for (const id of ['api', 'web', 'api']) warn(stack, `ecs-service "${id}": the image has the tag {} latest.`);
      warn(stack, 'cache-redis "cache": the image has the tag {} latest.');
    });
    expect(printed).toEqual([
      'warning: ecs-service "api", "web": the image has the tag {} latest.',
      'warning: cache-redis "cache": the image has the tag {} latest.',
    ]);
  });

  it('prints a bad configuration without a stack trace, and fails', () => {
    synthesize((app) => new EnvStack(app, 'staging', { ...env, env: 'Staging' }));
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(/^env "staging": env "Staging" is not possible .*\.$/);
    expect(process.exitCode).toBe(1);
  });

  it('lets a defect through as it is', () => {
    expect(() =>
      synthesize(() => {
        throw new TypeError('a defect');
      }),
    ).toThrow(TypeError);
  });

  it('names the construct whose value does not resolve', () => {
    const produce = (): string => {
      throw new Error('no subnets');
    };
    const build = (app: Construct): void => {
      new TerraformOutput(new EnvStack(app, 'staging', env), 'subnets', { value: Lazy.stringValue({ produce }) });
    };
    expect(() => synthesize(build)).toThrow(
      'staging/subnets: Resolution error: no subnets.\nSet CDKTF_STACK_TRACES=1 to see where its tokens were made.',
    );
  });

  describe('the stack traces of tokens', () => {
    const capture = Error.captureStackTrace;
    const tracesOf = (): { token: string[]; error: string } => {
      const found = { token: [] as string[], error: '' };
      synthesize((app) => {
        const token: IResolvable = Lazy.anyValue({ produce: () => 1 });
        found.token = token.creationStack;
        found.error = new Error('a defect').stack ?? '';
        new EnvStack(app, 'staging', env);
      });
      return found;
    };
    afterEach(() => delete process.env['CDKTF_STACK_TRACES']);

    it('are not taken, and errors keep theirs', () => {
      expect(tracesOf()).toEqual({ token: [], error: expect.stringContaining(__filename) });
      expect(Error.captureStackTrace).toBe(capture);
    });

    it('are taken when the environment asks for them', () => {
      process.env['CDKTF_STACK_TRACES'] = '1';
      expect(tracesOf().token.join()).toContain(__filename);
    });

    it('are taken again after a failure', () => {
      expect(() =>
        synthesize(() => {
          throw new TypeError('a defect');
        }),
      ).toThrow(TypeError);
      expect(Error.captureStackTrace).toBe(capture);
    });
  });
});
