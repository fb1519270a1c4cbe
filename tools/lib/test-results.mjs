/** @typedef {{ passed: number, failed: number }} Count */

/** The tier a test file belongs to, from its name; null for any other file. */
export const tierOf = (file) => /\.(unit|prop|int|ui|e2e)\.spec\.tsx?$/.exec(file)?.[1] ?? null

/**
 * Counts Jest's JSON report. A file that could not run (syntax, import) counts as one failure, as none of its tests is counted.
 * @param {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number }} report
 * @returns {Count}
 */
export const countJest = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests + report.numRuntimeErrorTestSuites })

/** @param {Count[]} counts */
export const sumOf = (counts) => ({
  passed: counts.reduce((sum, count) => sum + count.passed, 0),
  failed: counts.reduce((sum, count) => sum + count.failed, 0),
})

/** The closing line of `npm test`. @param {Count} count */
export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`
