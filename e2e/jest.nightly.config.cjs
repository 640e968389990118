// What takes long and changes seldom: another program than Terraform, CDKTF's successor, generators and upgrades in copies.
module.exports = {
  ...require('./jest.e2e.config.cjs'),
  displayName: 'nightly',
  testMatch: ['<rootDir>/src/**/*.nightly.ts'],
  reporters: [
    ['default', { summaryThreshold: 0 }],
    ['../jest.report.js', { name: 'nightly' }],
  ],
};
