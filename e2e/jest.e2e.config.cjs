module.exports = {
  ...require('../jest.preset.js'),
  displayName: 'e2e',
  testMatch: ['<rootDir>/src/**/*.e2e.ts'],
  reporters: [
    ['default', { summaryThreshold: 0 }],
    ['../jest.report.js', { name: 'e2e' }],
  ],
  setupFilesAfterEnv: ['<rootDir>/src/exit-code.ts'],
  testSequencer: '<rootDir>/jest.sequencer.cjs',
  // An apply of a whole environment takes minutes, most of it the provider's own polling.
  testTimeout: 20 * 60_000,
  // More than there are processors: most of the time goes into the provider's waiting.
  maxWorkers: 4,
};
