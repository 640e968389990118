export { rehearseUpgrades, type RehearsalOptions, type RehearsalResult } from './rehearse';
export { refusals, releaseNotes, type Announced, type Rehearsal } from './verdict';
