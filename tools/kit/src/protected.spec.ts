import { nxCommand } from './protected';

it.each([
  ['staging', 'plan', 'local', 'npx nx run staging:plan:local'],
  ['staging', 'deploy', 'cloud', 'npx nx run staging:deploy'],
  ['production', 'plan', 'cloud', 'npx nx run production:plan'],
  ['production', 'deploy', 'cloud', 'npx nx run production:deploy --production'],
  ['production', 'deploy', 'local', 'npx nx run production:deploy:local'],
  ['production', 'destroy', 'local', 'npx nx run production:destroy:local --production'],
] as const)('says how %s:%s is run, %s', (env, command, target, typed) => {
  expect(nxCommand(env, command, target)).toBe(typed);
});
