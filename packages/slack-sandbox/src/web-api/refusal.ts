import type { BlockKitProblem } from '../block-kit/problem.ts';
import type { JsonObject } from '../json.ts';

/** A call that a Web API method refuses. Answered as `{ ok: false, error }`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Slack's code of the error. */
  readonly code: string;
  /** More fields of the answer. */
  readonly details: JsonObject;

  constructor(code: string, details: JsonObject = {}) {
    super(`Slack refuses the call: ${code}.`);
    this.code = code;
    this.details = details;
  }
}

/**
 * Refuses arguments or blocks, with Slack's sentences on each problem.
 *
 * @param base - what the pointers of the problems start from, such as `/view`
 */
export function refuseProblems(
  code: string,
  problems: readonly Pick<BlockKitProblem, 'pointer' | 'message'>[],
  base = '',
): Refusal {
  const sentences = problems.map(({ pointer, message }) => `${message} [json-pointer:${base}${pointer}]`);
  return new Refusal(code, {
    ...(code === 'invalid_blocks' && { errors: sentences }),
    response_metadata: { messages: sentences.map((sentence) => `[ERROR] ${sentence}`) },
  });
}
