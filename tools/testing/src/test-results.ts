/** The part of vitest's JSON report that is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly ancestorTitles: readonly string[];
    }[];
  }[];
}

/** What the tests of one workspace came to; without a report they did not run to their end. */
export interface WorkspaceResult {
  readonly folder: string;
  readonly report: VitestReport | undefined;
}

/** The sum over workspaces, and what a person should know besides, a line each. */
export interface ResultSum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly remarks: readonly string[];
}

/**
 * Adds up the results of all workspaces. A workspace without a report and a file that failed outside of its tests each
 * count as one failure, so that nothing broken can sum up to a success.
 */
export function sumResults(results: readonly WorkspaceResult[]): ResultSum {
  const files = results.flatMap(({ report }) => report?.testResults ?? []);
  const tests = files.flatMap((file) => file.assertionResults);
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const missing = results.filter(({ report }) => report === undefined);
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const passed = count('passed');
  const failed = count('failed');
  const skippedSuites = new Set(
    tests.filter((test) => test.status === 'skipped').map((test) => test.ancestorTitles[0] ?? ''),
  );
  return {
    passed,
    failed: failed + missing.length + brokenFiles.length,
    skipped: tests.length - passed - failed,
    remarks: [
      ...missing.map(({ folder }) => `${folder}: its tests did not run to their end`),
      ...brokenFiles.map(({ name }) => `${name}: failed before its tests`),
      ...[...skippedSuites].map((suite) => `skipped: ${suite}`),
    ],
  };
}
