const { default: Sequencer } = require('@jest/test-sequencer');
const { basename } = require('node:path');

// What takes longest starts first: a fresh clone remembers no durations, and one long file at the end would run alone.
const LONGEST = [
  'lifecycle',
  'production',
  'consumer',
  'tenants',
  'empty-account',
  'locking',
  'take-over',
  'workflow',
  'errors',
  'without-secrets',
  'faults',
];

module.exports = class extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONGEST.indexOf(basename(path).split('.')[0]);
      return at < 0 ? LONGEST.length : at;
    };
    return [...tests].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  }
};
