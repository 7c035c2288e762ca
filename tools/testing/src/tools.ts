import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { describe } from 'vitest';

/** The programs that are not on npm and that some suites run. Debian's packages have the same names. */
export const tools = ['chromium', 'docker-registry', 'skopeo', 'umoci'] as const;

/** One of {@link tools}. */
export type Tool = (typeof tools)[number];

/** Whether a program is in one of the folders of `path`, by default the `PATH` of this process, and can be run. */
export function isInstalled(tool: Tool, path: string = process.env['PATH'] ?? ''): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * `describe` for a suite that runs programs of the machine. Where one is missing the suite is skipped and its name says
 * why; where `TEST_TOOLS_REQUIRED` is set, as in CI, it fails instead, so that a missing install step cannot hide.
 */
export function describeWithTools(needed: readonly Tool[], name: string, suite: () => void): void {
  const missing = needed.filter((tool) => !isInstalled(tool));
  if (missing.length === 0) {
    describe(name, suite);
  } else if (process.env['TEST_TOOLS_REQUIRED']) {
    throw new Error(`${name}: TEST_TOOLS_REQUIRED is set and ${missing.join(', ')} is not installed.`);
  } else {
    describe.skip(`${name} (not installed: ${missing.join(', ')})`, suite);
  }
}
