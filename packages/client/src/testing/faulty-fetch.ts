import { sleep, type Clock } from '../clock.ts';
import type { AnswerFault, RefusalFault, TransportFault } from './fault.ts';
import { RefusedError, toResponse } from './refused-error.ts';

/**
 * Answers a request with a fault in the way.
 *
 * @param answer lets the service act on the request, and gives its answer
 * @throws TypeError where the connection fails, as `fetch` does; the reason of the request's signal.
 */
export async function answerWithFault(
  fault: Exclude<TransportFault, AnswerFault>,
  request: Request,
  clock: Clock,
  answer: () => Response,
): Promise<Response> {
  switch (fault.kind) {
    case 'refusal':
      return refuse(fault);
    case 'refused':
      throw connectionError('connect ECONNREFUSED');
    case 'lost':
      answer();
      throw connectionError('read ECONNRESET');
    case 'cut':
      return cut(answer(), fault.bytes);
    case 'delay':
      await sleep(clock, fault.ms, request.signal);
      return answer();
    case 'hang':
      if (fault.before === 'headers') return aborted(request.signal);
      return withoutBody(answer(), request.signal);
    default:
      return fault satisfies never;
  }
}

/** What `fetch` throws where there is no answer: in Node.js the reason is in the cause. */
export function connectionError(reason: string): TypeError {
  return new TypeError('fetch failed', { cause: new Error(reason) });
}

function refuse({ status, message, details, retryAfterSeconds }: RefusalFault): Response {
  const text = message ?? `The fake was told to answer ${status}.`;
  const response = toResponse(new RefusedError(status, text, details));
  if (retryAfterSeconds !== undefined) response.headers.set('retry-after', String(retryAfterSeconds));
  return response;
}

async function cut(response: Response, bytes: number | undefined): Promise<Response> {
  const body = new Uint8Array(await response.arrayBuffer());
  const pieces = [body.slice(0, bytes ?? body.length / 2)].filter(({ length }) => length > 0);
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces.shift();
      if (piece) controller.enqueue(piece);
      else controller.error(new TypeError('terminated', { cause: new Error('other side closed') }));
    },
  });
  return new Response(stream, { status: response.status, headers: response.headers });
}

/** An answer of which only the headers come. */
function withoutBody(response: Response, signal: AbortSignal): Response {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      signal.addEventListener('abort', () => controller.error(signal.reason), { once: true });
    },
  });
  return new Response(stream, { status: response.status, headers: response.headers });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
