export { refusals, releaseNotes, type Announced, type Rehearsal } from './refusals';
export { rehearseUpgrades, type Applier, type RehearsalOptions, type RehearsalResult, type Stage } from './rehearse';
export { type Json } from './synthesize-examples';
