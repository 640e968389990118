// Writes what a project's run counted to reports/<name>.json, so that `npm test` can add up the runners' own figures.
const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = class Report {
  constructor({ rootDir }, { name = 'jest' } = {}) {
    this.file = join(rootDir, 'reports', `${name}.json`);
  }

  onRunComplete(
    _contexts,
    { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites, testResults },
  ) {
    const skipped = testResults.flatMap((suite) =>
      suite.testResults.filter((test) => test.status === 'pending').map((test) => test.fullName),
    );
    mkdirSync(join(this.file, '..'), { recursive: true });
    writeFileSync(
      this.file,
      JSON.stringify({
        passed: numPassedTests,
        failed: numFailedTests + numRuntimeErrorTestSuites,
        skipped: numPendingTests,
        skippedNames: skipped,
      }),
    );
  }
};
