import { shortDigest, type StatusCode } from '@registry-images/model';
import { isOciError, type OciErrorCode } from '@registry-images/oci';

import { ServiceError } from '../errors.ts';
import { referenced, refusedError } from '../refusal.ts';

type TranslatedCode = Extract<
  StatusCode,
  | 'DATA_LOSS'
  | 'DEADLINE_EXCEEDED'
  | 'FAILED_PRECONDITION'
  | 'NOT_FOUND'
  | 'PERMISSION_DENIED'
  | 'RESOURCE_EXHAUSTED'
  | 'UNAVAILABLE'
>;

/** What each error of a source is in the API; one that is not here is unexpected, and for the log alone. */
const codes: Readonly<Partial<Record<OciErrorCode, TranslatedCode>>> = {
  BLOB_NOT_FOUND: 'DATA_LOSS',
  DENIED: 'PERMISSION_DENIED',
  DIGEST_MISMATCH: 'DATA_LOSS',
  IMAGE_NOT_FOUND: 'NOT_FOUND',
  IO: 'DATA_LOSS',
  LOCKED: 'UNAVAILABLE',
  MALFORMED: 'DATA_LOSS',
  NOT_A_LAYOUT: 'NOT_FOUND',
  RATE_LIMITED: 'RESOURCE_EXHAUSTED',
  REFUSED: 'FAILED_PRECONDITION',
  ROOT_NOT_FOUND: 'UNAVAILABLE',
  SIZE_MISMATCH: 'DATA_LOSS',
  TIMEOUT: 'DEADLINE_EXCEEDED',
  TOO_LARGE: 'DATA_LOSS',
  UNAUTHORIZED: 'PERMISSION_DENIED',
  UNEXPECTED_ANSWER: 'UNAVAILABLE',
  UNREACHABLE: 'UNAVAILABLE',
  UNSUPPORTED: 'FAILED_PRECONDITION',
  UNSUPPORTED_DIGEST: 'DATA_LOSS',
  UNSUPPORTED_MEDIA_TYPE: 'DATA_LOSS',
};

/** What is said of a folder of layouts, which is no registry that could be down. */
const ofLayouts: Readonly<Partial<Record<OciErrorCode, string>>> = {
  LOCKED: 'another program is writing it now.',
  ROOT_NOT_FOUND: 'its folder is not there now.',
};

/** What the caller reads. The message of the error itself names folders and hosts, which are none of the caller's business. */
const messages: Readonly<Record<TranslatedCode, (subject: string) => string>> = {
  DATA_LOSS: (subject) =>
    `${subject} cannot be used: it is damaged, or the service may not read or write it. The service's log says what is wrong.`,
  DEADLINE_EXCEEDED: (subject) => `${subject}: the registry behind this service did not answer in time.`,
  FAILED_PRECONDITION: (subject) =>
    `${subject}: the registry behind this service refuses that, or is configured not to do it. CNCF Distribution deletes with ` +
    'storage.delete.enabled only, and not while it is read-only.',
  NOT_FOUND: (subject) => `${subject} not found: it may have just been deleted.`,
  PERMISSION_DENIED: (subject) =>
    `${subject}: the registry behind this service does not let it do that, with the credentials that it has.`,
  RESOURCE_EXHAUSTED: (subject) => `${subject}: the registry behind this service gets too many requests.`,
  UNAVAILABLE: (subject) =>
    `${subject}: the registry behind this service cannot be reached now, or something else answers in its place.`,
};

/** Runs `task` and translates what sources throw; `name` is the repository or the registry that it is about. */
export async function withOciErrors<T>(name: string, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!isOciError(error)) throw error;
    if (error.code === 'REFERENCED') throw refusedError(referenced(error.parents));
    const code = codes[error.code];
    if (code === undefined) throw error;
    const subject = error.digest === undefined ? name : `${name}@${shortDigest(error.digest)}`;
    const special = ofLayouts[error.code];
    const message = special === undefined ? messages[code](subject) : `${subject}: ${special}`;
    throw new ServiceError(code, message, { cause: error });
  }
}
