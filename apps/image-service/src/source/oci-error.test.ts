import { OciError, type OciErrorCode } from '@registry-images/oci';
import { describe, expect, it } from 'vitest';

import { withOciErrors } from './oci-error.ts';

const failing = (code: OciErrorCode): Promise<never> =>
  withOciErrors('local/app', () => Promise.reject(new OciError(code, '/srv/images/app is broken')));

describe('withOciErrors', () => {
  it.each([
    ['IO', 'DATA_LOSS'],
    ['MALFORMED', 'DATA_LOSS'],
    ['LOCKED', 'UNAVAILABLE'],
    ['UNREACHABLE', 'UNAVAILABLE'],
    ['TIMEOUT', 'DEADLINE_EXCEEDED'],
    ['RATE_LIMITED', 'RESOURCE_EXHAUSTED'],
    ['UNAUTHORIZED', 'PERMISSION_DENIED'],
    ['DENIED', 'PERMISSION_DENIED'],
    ['UNSUPPORTED', 'FAILED_PRECONDITION'],
    ['IMAGE_NOT_FOUND', 'NOT_FOUND'],
  ] as const)('says %s as %s, with the name and without the folder', async (code, expected) => {
    const error = await failing(code).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expected, message: expect.stringContaining('local/app') });
    expect(String(error)).not.toContain('/srv');
  });

  it('does not say of a registry what only a folder can be', async () => {
    await expect(failing('UNREACHABLE')).rejects.toThrow(
      /^local\/app: the registry .* cannot be reached now/,
    );
    await expect(failing('LOCKED')).rejects.toThrow('local/app: another program is writing it now.');
    await expect(failing('ROOT_NOT_FOUND')).rejects.toThrow('local/app: its folder is not there now.');
  });

  it('leaves what it does not know to the log', async () => {
    await expect(failing('INVALID_TAG')).rejects.toBeInstanceOf(OciError);
  });
});
