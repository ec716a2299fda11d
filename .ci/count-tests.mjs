import { readFileSync } from 'node:fs';

// A file that could not even be loaded has no tests to count, but has failed all the same.
const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
console.log(report.numPassedTests, report.numFailedTests + report.numRuntimeErrorTestSuites);
