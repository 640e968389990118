import { COMMANDS } from './commands';
import { SYNTH_OUTPUTS, targetsOf, type Environment } from './targets';

const ENVIRONMENT: Environment = {
  env: 'staging',
  app: 'node dist/main.js',
  synthInputs: ['production', '^production', { externalDependencies: ['cdktf'] }],
  runner: 'node tf.js',
  runnerProjects: ['terraform'],
  bootstrapEnv: 'bootstrap',
  terraform: 'tofu',
};
const NO_RUNNER: Environment = { ...ENVIRONMENT, runner: undefined };
const SYNTH_ONLY = ['lock-providers', 'synth', 'schedules', 'diagram'];

describe('the targets of an environment', () => {
  const targets = targetsOf(ENVIRONMENT);

  it('are synth, which is cached, and commands, which are not: those touch what is outside the workspace', () => {
    expect(Object.keys(targets)).toEqual(['synth', ...Object.keys(COMMANDS)]);
    expect(Object.keys(targets).filter((name) => targets[name]?.cache)).toEqual(['synth']);
    expect(targets['synth']).toMatchObject({
      options: { command: 'node dist/main.js', cwd: '{projectRoot}' },
      inputs: ENVIRONMENT.synthInputs,
      outputs: SYNTH_OUTPUTS,
    });
  });

  it('name the outputs of synth exactly, so that no plan, state or provider can enter the cache', () => {
    for (const output of SYNTH_OUTPUTS)
      expect(output).toMatch(/^\{projectRoot\}\/cdktf\.out\/(manifest\.json|stacks\/\*\/(cdk\.tf\.json|assets\/))/);
  });

  it('have a local configuration where local and cloud differ', () => {
    for (const [name, { configurations }] of Object.entries(targets))
      expect([name, configurations]).toEqual([
        name,
        SYNTH_ONLY.includes(name) ? undefined : { local: { args: '--local' } },
      ]);
  });

  it('run the runner after the synthesis, bootstrap’s synthesis and the runner’s build', () => {
    const build = { projects: ['terraform'], target: 'build' };
    expect(targets['plan']).toMatchObject({
      executor: 'nx:run-commands',
      options: { command: 'node tf.js plan staging' },
      dependsOn: ['synth', { projects: ['bootstrap'], target: 'synth' }, build],
    });
    expect(targets['diagram']?.dependsOn).toEqual(['synth', build]);
    expect(targetsOf({ ...ENVIRONMENT, env: 'bootstrap' })['plan']?.dependsOn).toEqual(['synth', build]);
  });

  it('run Terraform in the stack’s folder where there is no runner, and only what Terraform can do', () => {
    const { plan, init, validate, ...others } = targetsOf(NO_RUNNER);
    expect(plan).toMatchObject({
      options: { command: 'tofu -chdir=cdktf.out/stacks/staging plan -out=../../../.tf/tfplan', cwd: '{projectRoot}' },
      dependsOn: ['init'],
    });
    expect(init?.dependsOn).toEqual(['synth']);
    expect(validate?.options).toMatchObject({
      command:
        'tofu -chdir=cdktf.out/stacks/staging init -backend=false -input=false && tofu -chdir=cdktf.out/stacks/staging validate',
      env: { TF_DATA_DIR: '../../../.tf/validate' },
    });
    expect(Object.keys(others)).not.toContain('urls');
  });

  it('have a description, and a command that prints their options', () => {
    for (const environment of [ENVIRONMENT, NO_RUNNER])
      for (const { metadata } of Object.values(targetsOf(environment)))
        expect(metadata).toEqual({
          technologies: ['cdktf', 'terraform'],
          description: expect.stringMatching(/^[A-Z].*\.$/) as unknown,
          help: {
            command: expect.stringMatching(/^(node tf\.js|tofu|npx nx show target) /) as unknown,
            example: expect.any(Object) as unknown,
          },
        });
    expect(targets['plan']?.metadata?.help?.command).toBe('node tf.js plan --help');
    expect(targetsOf(NO_RUNNER)['drift']?.metadata?.help?.command).toBe('tofu plan -help');
  });
});
