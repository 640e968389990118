module.exports = {
  ...require('../jest.preset.js'),
  displayName: 'e2e',
  testMatch: ['<rootDir>/src/**/*.e2e.ts'],
  reporters: [
    ['default', { summaryThreshold: 0 }],
    ['../jest.report.js', { name: 'e2e' }],
  ],
  // An apply of a whole environment takes minutes, most of it the provider's own polling.
  testTimeout: 20 * 60_000,
  maxWorkers: 3,
};
