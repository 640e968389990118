module.exports = {
  ...require('../jest.preset.js'),
  displayName: 'validate',
  testMatch: ['<rootDir>/src/**/*.validate.ts'],
  reporters: [
    ['default', { summaryThreshold: 0 }],
    ['../jest.report.js', { name: 'validate' }],
  ],
  testTimeout: 5 * 60_000,
};
