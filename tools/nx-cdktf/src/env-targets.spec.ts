import { ENV_COMMANDS, SYNTH_OUTPUTS, envTargets, type EnvTargetsContext } from './env-targets';

const CONTEXT: EnvTargetsContext = {
  env: 'staging',
  app: 'node dist/main.js',
  terraform: 'terraform',
  sources: 'production',
  runner: 'node tools/terraform/dist/cli.js',
  runnerProjects: ['terraform'],
  bootstrapEnv: 'bootstrap',
  packages: ['@cdktf/provider-aws', 'cdktf', 'constructs'],
  pluginSources: '{workspaceRoot}/tools/nx-cdktf/src/**/*',
};

describe('envTargets', () => {
  const targets = envTargets(CONTEXT);

  it('caches synth and nothing else: every other command touches what is outside the workspace', () => {
    const cached = Object.entries(targets).filter(([, target]) => target.cache);
    expect(cached.map(([name]) => name)).toEqual(['synth']);
    expect(Object.keys(targets)).toEqual(['synth', ...ENV_COMMANDS.map(({ name }) => name)]);
  });

  it('names the outputs of synth exactly, so that no plan, state or provider can enter the cache', () => {
    expect(targets['synth']?.outputs).toEqual(SYNTH_OUTPUTS);
    for (const output of SYNTH_OUTPUTS)
      expect(output).toMatch(/^\{projectRoot\}\/cdktf\.out\/(manifest\.json|stacks\/\*\/(cdk\.tf\.json|assets\/))/);
  });

  it('synthesizes again when sources, a dependency’s sources, a provider or the plugin change', () => {
    expect(targets['synth']?.inputs).toEqual([
      'production',
      '^production',
      '{workspaceRoot}/tools/nx-cdktf/src/**/*',
      { externalDependencies: ['@cdktf/provider-aws', 'cdktf', 'constructs'] },
    ]);
  });

  it('gives every command a local configuration that does something else locally', () => {
    const without = ['synth', 'schedules', 'diagram'];
    for (const name of without) expect(targets[name]?.configurations).toBeUndefined();
    for (const { name } of ENV_COMMANDS.filter((command) => !without.includes(command.name)))
      expect(targets[name]?.configurations).toEqual({ local: { args: '--local' } });
  });

  it.each(['schedules', 'diagram'])(
    'runs %s after the synthesis of its own environment and the runner’s build',
    (name) => {
      expect(targets[name]).toMatchObject({
        options: { command: `node tools/terraform/dist/cli.js ${name} staging` },
        dependsOn: ['synth', { projects: ['terraform'], target: 'build' }],
        cache: false,
      });
    },
  );

  it('runs the literal runner, after the synthesis, the bootstrap’s synthesis and the runner’s build', () => {
    expect(targets['plan']).toMatchObject({
      executor: 'nx:run-commands',
      options: { command: 'node tools/terraform/dist/cli.js plan staging' },
      dependsOn: ['synth', { projects: ['bootstrap'], target: 'synth' }, { projects: ['terraform'], target: 'build' }],
    });
  });

  it('does not make bootstrap wait for itself', () => {
    const { plan } = envTargets({ ...CONTEXT, env: 'bootstrap' });
    expect(plan?.dependsOn).toEqual(['synth', { projects: ['terraform'], target: 'build' }]);
  });
});
