/**
 * What keeps Slack from doing what it was asked for. `no-such-channel` is also what Slack says of a private channel that the
 * bot is not in; `trigger-expired` of an interaction that is too old or was used; `gone` of a message or view that is not
 * there any more; `unreachable` of no answer, and of one that says that Slack itself has failed; `refused` of all else.
 */
export type SlackProblem =
  | 'token-refused'
  | 'missing-scope'
  | 'not-in-channel'
  | 'no-such-channel'
  | 'channel-archived'
  | 'rate-limited'
  | 'trigger-expired'
  | 'gone'
  | 'blocks-refused'
  | 'unreachable'
  | 'refused';

/** What {@link SlackCallError} is told. */
export interface SlackCallErrorFields {
  /** The method of the Web API, such as `chat.update`, or `response_url`. */
  readonly method: string;
  readonly problem: SlackProblem;
  /** Slack's own word, such as `is_archived`, or what came instead of one. */
  readonly reason: string;
  /** With `missing-scope`: the scopes of which the token needs one. */
  readonly neededScopes?: readonly string[];
  /** With `rate-limited`: after how long the method may be called again. */
  readonly retryAfterMs?: number;
}

/** A call of Slack failed. */
export class SlackCallError extends Error {
  override readonly name = 'SlackCallError';
  readonly method: string;
  readonly problem: SlackProblem;
  readonly reason: string;
  readonly neededScopes: readonly string[];
  readonly retryAfterMs: number | undefined;

  constructor(fields: SlackCallErrorFields, options?: ErrorOptions) {
    const { method, problem, reason, neededScopes = [], retryAfterMs } = fields;
    const scopes = neededScopes.length > 0 ? `; the token needs ${neededScopes.join(' or ')}` : '';
    super(`Slack did not do ${method}: ${reason}${scopes}.`, options);
    this.method = method;
    this.problem = problem;
    this.reason = reason;
    this.neededScopes = neededScopes;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Whether a call failed for one of these reasons. */
export function isSlackProblem(
  error: unknown,
  ...problems: readonly SlackProblem[]
): error is SlackCallError {
  return error instanceof SlackCallError && problems.includes(error.problem);
}

/** The table of Slack's words. It is the only one: https://docs.slack.dev/reference/methods, a page for each method. */
const problems: ReadonlyMap<string, SlackProblem> = new Map<string, SlackProblem>([
  ['invalid_auth', 'token-refused'],
  ['not_authed', 'token-refused'],
  ['token_revoked', 'token-refused'],
  ['token_expired', 'token-refused'],
  ['account_inactive', 'token-refused'],
  ['not_allowed_token_type', 'token-refused'],
  ['missing_scope', 'missing-scope'],
  ['not_in_channel', 'not-in-channel'],
  ['channel_not_found', 'no-such-channel'],
  ['is_archived', 'channel-archived'],
  ['is_inactive', 'channel-archived'],
  ['ratelimited', 'rate-limited'],
  ['rate_limited', 'rate-limited'],
  ['expired_trigger_id', 'trigger-expired'],
  ['exchanged_trigger_id', 'trigger-expired'],
  ['trigger_expired', 'trigger-expired'],
  ['trigger_exchanged', 'trigger-expired'],
  ['expired_url', 'trigger-expired'],
  ['used_url', 'trigger-expired'],
  ['not_found', 'gone'],
  ['view_not_found', 'gone'],
  ['message_not_found', 'gone'],
  ['invalid_blocks', 'blocks-refused'],
  ['invalid_blocks_format', 'blocks-refused'],
  ['internal_error', 'unreachable'],
  ['fatal_error', 'unreachable'],
  ['service_unavailable', 'unreachable'],
  ['request_timeout', 'unreachable'],
]);

/** What Slack means by a word. Of the blocks of a view it says that the arguments are invalid. */
export function problemOf(method: string, reason: string): SlackProblem {
  if (method.startsWith('views.') && reason === 'invalid_arguments') return 'blocks-refused';
  return problems.get(reason) ?? 'refused';
}
