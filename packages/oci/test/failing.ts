import { expect } from 'vitest';

/** What an error of this package looks like that has a code and these facts; for `toThrow` and `toEqual`. */
export function failing(code: string, facts: Readonly<Record<string, unknown>> = {}): object {
  return expect.objectContaining({ name: 'OciError', code, ...facts });
}
