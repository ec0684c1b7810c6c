// Prints "passed failed skipped" of one Vitest report: node count-tests.mjs REPORT EXIT_CODE.
import { readFileSync } from "node:fs";

const [reportPath, exitCode] = process.argv.slice(2);
const { testResults } = JSON.parse(readFileSync(reportPath, "utf8"));
const verdicts = testResults.flatMap((file) => file.assertionResults.map((test) => test.status));
const count = (...wanted) => verdicts.filter((status) => wanted.includes(status)).length;

// A file that does not even load has no test of its own: it counts as one that failed.
const unloaded = testResults.filter((file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"));
const told = count("failed") + unloaded.length;
// An error outside every test, or no test at all, shows in the exit code alone.
const failed = told === 0 && exitCode !== "0" ? 1 : told;
console.log(count("passed"), failed, verdicts.length - count("passed", "failed"));
