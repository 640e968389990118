import type { ProjectGraph } from '@nx/devkit';
import { checkConfigurations } from './configurations';

const environment = (name: string): ProjectGraph['nodes'][string] => {
  const command = { metadata: { technologies: ['cdktf'] }, configurations: { local: {} } };
  return { name, type: 'app', data: { root: `apps/${name}`, targets: { plan: command, deploy: command } } };
};
const NODES: ProjectGraph['nodes'] = {
  staging: environment('staging'),
  production: environment('production'),
  site: {
    name: 'site',
    type: 'app',
    data: { root: 'site', targets: { deploy: { configurations: { production: {} } } } },
  },
};

describe('a configuration of an environment’s command', () => {
  const check = (line: string): void => checkConfigurations(line.split(' '), / -c (\w+)/.exec(line)?.[1], () => NODES);

  it.each([
    'run staging:plan:locl',
    'run stag*:plan:locl',
    'run staging:deploy:plan',
    'staging:plan:locl',
    'run plan:locl',
    'plan staging -c locl',
    'run-many -t plan -c locl',
    'run-many --targets=build,plan -p staging,site -c locl',
    'affected -t deploy -c production',
  ])('is refused when it does not exist: %s', (line) => {
    expect(() => check(line)).toThrow(/^staging:(plan|deploy): configuration ".+" is not possible \(allowed: local\)/);
  });

  it.each([
    'run staging:plan',
    'run staging:plan:local',
    'plan staging -c local',
    'run-many -t plan,deploy -c local',
    'run site:deploy:production',
    'deploy site -c production',
    'run-many -t deploy -p site -c production',
    'run-many -t build -c production',
  ])('is accepted otherwise: %s', (line) => {
    expect(() => check(line)).not.toThrow();
  });

  it('names the commands that were meant', () => {
    expect(() => check('run production:deploy:locl')).toThrow(
      'production:deploy: configuration "locl" is not possible (allowed: local). ' +
        'Run npx nx run production:deploy:local, or npx nx run production:deploy for the cloud account.',
    );
  });
});
