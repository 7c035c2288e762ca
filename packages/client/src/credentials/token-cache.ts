/**
 * When a token is asked for, while another is held:
 *
 *     fetched ─────────── refreshAt ─────────── expires
 *      given at once       given at once, and    asked for; everybody waits
 *                          asked for meanwhile
 *
 * One request is under way at most, however many ask. There is no timer: while nobody asks, nothing happens, and nothing
 * keeps the process alive.
 */
import type { Credential, TokenRequest } from '../credential.ts';
import { untilAborted, withDeadline } from '../deadline.ts';
import { CredentialError } from '../errors/credential-error.ts';
import type { CredentialSettings } from './credential-options.ts';

/** A token, and until when it is good. */
export interface FetchedToken {
  readonly token: string;
  /** In ms since 1970. */
  readonly expiresAtMs: number;
}

/** Where a cached credential gets its tokens. */
export interface TokenSupply {
  /** Gets a new token. Throws CredentialError. */
  readonly fetchToken: (signal: AbortSignal) => Promise<FetchedToken>;
  /**
   * After how long a token is replaced although it is still good, in ms. Default: an hour, as Yandex Cloud recommends:
   * https://yandex.cloud/en/docs/iam/concepts/authorization/iam-token.
   */
  readonly maxAgeMs?: number;
}

/** A request for a token that is under way. */
interface Refresh {
  readonly token: Promise<string>;
  waiting: number;
  abandon(): void;
}

const minute = 60_000;
/** How long before its end a token is replaced at the latest, so that it does not end on the way. */
const marginMs = 15 * minute;
/** After a failure nobody waits for, the service gets this long to recover. */
const retryMs = minute / 2;

/** Makes a credential that keeps its token for as long as that is good, in memory only. */
export function createCachedCredential(settings: CredentialSettings, source: TokenSupply): Credential {
  const { description, clock, timeoutMs } = settings;
  const { fetchToken, maxAgeMs = 60 * minute } = source;
  let held: (FetchedToken & { refreshAtMs: number }) | undefined;
  let current: Refresh | undefined;

  async function refresh(signal: AbortSignal): Promise<string> {
    const tooLate = (): Error =>
      new CredentialError(`${description}: there was no token after ${timeoutMs} ms.`, { retryable: true });
    const fetched = await withDeadline(clock, { timeoutMs, signal }, tooLate, fetchToken);
    const now = clock.now();
    // A share of what is left, where that is little: some endpoints give the same token again until shortly before its
    // end, which would otherwise be asked for at every call.
    const margin = Math.min(marginMs, (fetched.expiresAtMs - now) / 4);
    held = { ...fetched, refreshAtMs: Math.min(now + maxAgeMs, fetched.expiresAtMs - margin) };
    return fetched.token;
  }

  function startRefresh(): Refresh {
    const controller = new AbortController();
    const forget = (): void => {
      if (current === started) current = undefined;
    };
    const started: Refresh = {
      token: refresh(controller.signal).finally(forget),
      waiting: 0,
      abandon() {
        // Whoever asks next must not get to hear of this abort.
        forget();
        controller.abort();
      },
    };
    current = started;
    return started;
  }

  async function waitFor(awaited: Refresh, signal: AbortSignal): Promise<string> {
    awaited.waiting += 1;
    try {
      return await untilAborted(signal, awaited.token);
    } finally {
      awaited.waiting -= 1;
      if (awaited.waiting === 0) awaited.abandon();
    }
  }

  return {
    description,
    async getToken({ signal, rejected }: TokenRequest) {
      signal.throwIfAborted();
      if (held?.token === rejected) held = undefined;
      const good = held;
      if (!good || clock.now() >= good.expiresAtMs) return waitFor(current ?? startRefresh(), signal);
      if (clock.now() >= good.refreshAtMs && !current) {
        startRefresh().token.catch(() => {
          // No news to anybody while the old token is good. Once it is not, the caller who waits hears of it.
          good.refreshAtMs = clock.now() + retryMs;
        });
      }
      return good.token;
    },
  };
}
