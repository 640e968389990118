export { rehearseUpgrades, type RehearsalOptions, type RehearsalResult } from './rehearse';
export { Stage, type Stack } from './stage';
export { type Json } from './synthesize-examples';
export { refusals, releaseNotes, type Announced, type Rehearsal } from './verdict';
