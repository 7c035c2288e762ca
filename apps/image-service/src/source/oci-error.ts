import { shortDigest } from '@registry-images/model';
import { isOciError, type OciErrorCode } from '@registry-images/oci';

import { referencedError, ServiceError } from '../errors.ts';

type TranslatedCode = 'DATA_LOSS' | 'NOT_FOUND' | 'UNAVAILABLE';

/** What each error of a layout is in the API; one that is not here is unexpected, and for the log alone. */
const codes: Readonly<Partial<Record<OciErrorCode, TranslatedCode>>> = {
  BLOB_NOT_FOUND: 'DATA_LOSS',
  DIGEST_MISMATCH: 'DATA_LOSS',
  IMAGE_NOT_FOUND: 'NOT_FOUND',
  LOCKED: 'UNAVAILABLE',
  MALFORMED: 'DATA_LOSS',
  NOT_A_LAYOUT: 'NOT_FOUND',
  ROOT_NOT_FOUND: 'UNAVAILABLE',
  SIZE_MISMATCH: 'DATA_LOSS',
  TOO_LARGE: 'DATA_LOSS',
  UNSUPPORTED_DIGEST: 'DATA_LOSS',
  UNSUPPORTED_MEDIA_TYPE: 'DATA_LOSS',
};

/** What the caller reads. The message of the error itself names folders, which are none of the caller's business. */
const messages: Readonly<Record<TranslatedCode, (subject: string) => string>> = {
  DATA_LOSS: (subject) =>
    `${subject} is damaged and cannot be read. The service's log says what is wrong with it.`,
  NOT_FOUND: (subject) => `${subject} not found: it may have just been deleted.`,
  UNAVAILABLE: (subject) =>
    `${subject} cannot be reached now: another program is writing, or its folder is not there.`,
};

/** Runs `task` and translates what layouts throw; `name` is the repository or the registry that it is about. */
export async function withOciErrors<T>(name: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!isOciError(error)) throw error;
    if (error.code === 'REFERENCED') throw referencedError(error.parents);
    const code = codes[error.code];
    throw code === undefined ? error : translated(code, name, error.digest, error);
  }
}

/** An image that is there and cannot be read. */
export function damagedError(name: string, digest: string): ServiceError {
  return translated('DATA_LOSS', name, digest);
}

function translated(
  code: TranslatedCode,
  name: string,
  digest: string | undefined,
  cause?: unknown,
): ServiceError {
  const subject = digest === undefined ? name : `${name}@${shortDigest(digest)}`;
  return new ServiceError(code, messages[code](subject), cause === undefined ? {} : { cause });
}
