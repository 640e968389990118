import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { App, Fn, TerraformOutput } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvStack } from './env-stack';
import { expression } from './expression';
import { resolved, synth } from './testing';

const FIRST = 'one([for url in [aws_sqs_queue.jobs.url] : url if url != ""])';

describe('an expression', () => {
  it('can stand alone, in text, in a function and in text in a function', () => {
    synth((stack) => {
      const first = expression(new SqsQueue(stack, 'jobs', {}), () => FIRST);
      expect(resolved(stack, first)).toBe(`\${${FIRST}}`);
      expect(resolved(stack, `a-${first}-b`)).toBe(`a-\${${FIRST}}-b`);
      expect(resolved(stack, Fn.lower(first))).toBe(`\${lower(${FIRST})}`);
      expect(resolved(stack, Fn.lower(`a-${first}`))).toBe(`\${lower("a-\${${FIRST}}")}`);
    });
  });

  it('of another stack is an output of that stack', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'expression-'));
    const app = new App({ outdir, stackTraces: false });
    const config = { env: 'staging', region: 'eu-central-1' };
    const [owner, user] = ['owner', 'user'].map(
      (name) => new EnvStack(app, name, { ...config, state: { bucket: 'b', key: `${name}.tfstate` } }),
    ) as [EnvStack, EnvStack];
    const queue = new SqsQueue(owner, 'jobs', {});
    new TerraformOutput(user, 'first', { value: expression(queue, () => FIRST), staticId: true });

    app.synth();
    const text = readFileSync(join(outdir, 'stacks/user/cdk.tf.json'), 'utf8');
    rmSync(outdir, { recursive: true });
    const json = JSON.parse(text) as { output: { first: { value: string } }; data: object };
    expect(json.output.first.value).toMatch(
      /^\$\{data\.terraform_remote_state\.\w+\.outputs\.cross_stack_output_one\w+\}$/,
    );
    expect(Object.keys(json.data)).toEqual(['terraform_remote_state']);
  });
});
