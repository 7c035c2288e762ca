import { describe, expect, it } from 'vitest';

import { sumResults } from './test-results.ts';

const file = (status: string, ...tests: readonly [status: string, suite: string][]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map(([test, suite]) => ({ status: test, ancestorTitles: [suite] })),
});

describe('sumResults', () => {
  it('adds up the tests of all workspaces', () => {
    const sum = sumResults([
      { folder: 'a', report: { testResults: [file('passed', ['passed', 's'], ['passed', 's'])] } },
      { folder: 'b', report: { testResults: [file('failed', ['passed', 's'], ['failed', 's'])] } },
    ]);
    expect(sum).toEqual({ passed: 3, failed: 1, skipped: 0, remarks: [] });
  });

  it('says once why a suite was skipped', () => {
    const skipped = file('passed', ['skipped', 'x (not installed: y)'], ['skipped', 'x (not installed: y)']);
    expect(sumResults([{ folder: 'a', report: { testResults: [skipped] } }])).toEqual({
      passed: 0,
      failed: 0,
      skipped: 2,
      remarks: ['skipped: x (not installed: y)'],
    });
  });

  it('counts a workspace without a report as a failure', () => {
    expect(sumResults([{ folder: 'a', report: undefined }])).toMatchObject({
      failed: 1,
      remarks: [expect.stringContaining('a:')],
    });
  });

  it('counts a file that failed outside of its tests as a failure', () => {
    expect(sumResults([{ folder: 'a', report: { testResults: [file('failed')] } }]).failed).toBe(1);
  });
});
