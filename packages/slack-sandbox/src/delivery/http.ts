import type { Clock } from '../clock.ts';
import { isJsonObject } from '../json.ts';
import { signRequest } from './signature.ts';
import {
  acknowledgementTimeoutMs,
  type Acknowledgement,
  type Interaction,
  type Transport,
} from './transport.ts';

/** Where and how an app takes signed HTTP requests. */
export interface HttpTransportOptions {
  /** The app's request URL. */
  readonly requestUrl: string;
  /** The app's signing secret. */
  readonly signingSecret: string;
  readonly clock: Clock;
}

/** The body and the headers that depend on what is sent. */
function encode(interaction: Interaction): { body: string; headers: Readonly<Record<string, string>> } {
  if (interaction.kind === 'events_api') {
    const { payload, retry } = interaction;
    return {
      body: JSON.stringify(payload),
      headers: {
        'content-type': 'application/json',
        ...(retry && {
          'x-slack-retry-num': String(retry.attempt),
          'x-slack-retry-reason': retry.reason,
        }),
      },
    };
  }
  const fields =
    interaction.kind === 'slash_commands'
      ? interaction.fields
      : { payload: JSON.stringify(interaction.payload) };
  return {
    body: new URLSearchParams(fields).toString(),
    // Exactly these words: Bolt's receiver takes a media type with parameters for JSON.
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };
}

function refusal(response: Response): Acknowledgement {
  const isClientError = response.status >= 400 && response.status < 500;
  return {
    ok: false,
    error: isClientError ? 'http_client_error' : 'http_service_error',
    refusesRetry: response.headers.get('x-slack-no-retry') === '1',
  };
}

async function readAnswer(response: Response): Promise<Acknowledgement> {
  const body = await response.text();
  if (!response.ok) return refusal(response);
  if (body === '') return { ok: true };
  if (!response.headers.get('content-type')?.startsWith('application/json'))
    return { ok: true, answer: body };
  try {
    const answer: unknown = JSON.parse(body);
    if (isJsonObject(answer)) return { ok: true, answer };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { ok: false, error: 'invalid_acknowledgement' };
}

/** Delivers interactions and events by HTTP requests that are signed as Slack signs them. */
export function createHttpTransport({ requestUrl, signingSecret, clock }: HttpTransportOptions): Transport {
  return {
    async deliver(interaction) {
      const { body, headers } = encode(interaction);
      const timestampSeconds = Math.floor(clock.now() / 1000);
      const timeout = new AbortController();
      const cancelTimer = clock.setTimer(acknowledgementTimeoutMs, () => timeout.abort());
      try {
        const response = await fetch(requestUrl, {
          method: 'POST',
          headers: {
            ...headers,
            ...signRequest({ secret: signingSecret, body, timestampSeconds }),
          },
          body,
          redirect: 'manual',
          signal: timeout.signal,
        });
        if (interaction.kind === 'events_api') {
          await response.body?.cancel();
          return response.ok ? { ok: true } : refusal(response);
        }
        return await readAnswer(response);
      } catch {
        return { ok: false, error: timeout.signal.aborted ? 'operation_timeout' : 'dispatch_failed' };
      } finally {
        cancelTimer();
      }
    },
  };
}
