import { finalSnapshotName } from './final-snapshot';
import { synth } from './testing';

it('ends the name of a final snapshot in what the state keeps from one create to the destroy', () => {
  let name = '';
  const stack = synth((scope) => {
    name = finalSnapshotName(scope, 'restartix-staging-database');
  });
  expect(Object.keys(stack.resources('terraform_data'))).toEqual(['final_snapshot']);
  expect(name).toMatch(/^restartix-staging-database-final-\$\{.+\}$/);
});
