import { isOciError, OciError, type OciErrorCode, type RegistryReason } from '../error.ts';
import { isJsonObject, listOf, parseJsonObject } from '../json.ts';
import { baseMediaType } from '../media-type.ts';
import { parseChallenges } from './challenge.ts';
import { withoutSecrets, type Answer } from './exchange.ts';
import { retryAfterMs } from './retry-after.ts';

const maxReasons = 10;
const maxReasonLength = 300;

/** What each refusal means, as the end of a sentence about the request. */
const meanings = {
  DENIED: 'the credentials do not allow that',
  RATE_LIMITED: 'too many requests',
  REFUSED: 'it was refused',
  UNAUTHORIZED: 'credentials are missing, wrong or expired',
  UNEXPECTED_ANSWER: 'this is no answer of a registry; check its URL, and what is in between',
  UNREACHABLE: 'the registry failed',
  UNSUPPORTED: 'the registry does not offer that',
} as const satisfies Partial<Record<OciErrorCode, string>>;

/** The error for an answer that is not one of success. A page of HTML is not quoted. */
export function refusalOf(answer: Answer): OciError {
  const { method, status } = answer;
  const url = withoutSecrets(answer.url);
  const reasons = reasonsIn(answer);
  const code = codeOf(answer, reasons);
  const pauseMs = retryAfterMs(answer.headers, answer.receivedAt);
  const said = [
    `HTTP ${status}`,
    ...reasons.map(({ code: reason, message }) => `${reason} ${message}`.trim()),
  ];
  return new OciError(code, `${method} ${url}: ${meanings[code]} (${said.join('; ')}).`, {
    url,
    status,
    reasons,
    ...(pauseMs !== undefined && { retryAfterMs: pauseMs }),
  });
}

/** The error for an answer of success that does not follow the protocol. `problem` completes "GET …: ". */
export function unexpected(answer: Answer, problem: string, cause?: unknown): OciError {
  const { method, status } = answer;
  const url = withoutSecrets(answer.url);
  const facts = { url, status, ...(cause !== undefined && { cause }) };
  return new OciError('UNEXPECTED_ANSWER', `${method} ${url}: ${problem}.`, facts);
}

/** Whether the body is a page for people. Registries answer in JSON or in plain text, proxies with pages. */
export function isPage({ headers }: Pick<Answer, 'headers'>): boolean {
  return baseMediaType(headers.get('content-type') ?? '') === 'text/html';
}

/** What a registry says with 404, too, of what it does not do or allow: nothing of what is there. */
const notOfThings: ReadonlySet<string> = new Set(['DENIED', 'UNSUPPORTED']);

/** Whether it is a registry that says that something is not there: proxies do not know its error codes. */
export function isNotFound(answer: Answer): boolean {
  const codes = reasonsIn(answer).flatMap(({ code }) => (code === '' ? [] : [code]));
  return answer.status === 404 && codes.length > 0 && !codes.some((code) => notOfThings.has(code));
}

/** @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
function codeOf({ status, headers }: Answer, reasons: readonly RegistryReason[]): keyof typeof meanings {
  const says = (code: string) => reasons.some((reason) => reason.code === code);
  if (status === 401) return wantsMore(headers) ? 'DENIED' : 'UNAUTHORIZED';
  if (status === 403 || (status === 404 && says('DENIED'))) return 'DENIED';
  if (status === 429) return 'RATE_LIMITED';
  // zot answers 405 DENIED where an index needs the manifest: it does delete others.
  if (says('UNSUPPORTED') || status === 501 || (status === 405 && !says('DENIED'))) return 'UNSUPPORTED';
  if (status === 408 || status >= 500) return 'UNREACHABLE';
  return status < 400 || status === 404 ? 'UNEXPECTED_ANSWER' : 'REFUSED';
}

/** Whether the token is good and does not reach far enough, for which registries do not use 403. */
function wantsMore(headers: Headers): boolean {
  const challenges = parseChallenges(headers.get('www-authenticate') ?? '');
  return challenges.some(({ params }) => params.get('error') === 'insufficient_scope');
}

function reasonsIn({ body }: Answer): readonly RegistryReason[] {
  try {
    return listOf(parseJsonObject(body, 'answer'), 'errors', 'answer')
      .filter(isJsonObject)
      .slice(0, maxReasons)
      .map(({ code, message }) => ({ code: text(code), message: text(message) }));
  } catch (error) {
    // Only registries write reasons; what a proxy writes is nothing to act on.
    if (isOciError(error, 'MALFORMED')) return [];
    throw error;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, maxReasonLength) : '';
}
