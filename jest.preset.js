// One Jest configuration for every project: swc transforms, and sibling packages are read from their sources
// (the `@restartix/source` export condition), so that a test never waits for a build.
module.exports = {
  testEnvironment: 'node',
  testEnvironmentOptions: {
    customExportConditions: ['@restartix/source', 'node', 'require', 'default'],
  },
  testMatch: ['<rootDir>/src/**/*.spec.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      },
    ],
  },
  // `npm test` runs them beside the e2e, on the same processors.
  testTimeout: 30_000,
  moduleFileExtensions: ['ts', 'js', 'json'],
  coverageProvider: 'v8',
  reporters: [['default', { summaryThreshold: 0 }], `${__dirname}/jest.report.js`],
};
