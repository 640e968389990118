/** What works, where what runs should be in another VPC. */
export const ANOTHER_VPC = [
  'Take the change back: the block and the VPC of an environment stay for its life. Or move in steps:',
  '  1. npx nx g @restartix/nx-cdktf:env NAME --like={env}: a second environment, with the new block. Deploy it.',
  '  2. Restore the database there from a snapshot, or let both run from a dump (docs/runbook.md).',
  '  3. Point the host names at it, then npx nx run {env}:destroy.',
  'Where it may be down and empty: npx nx run {env}:destroy, then deploy with the new block.',
].join('\n');
