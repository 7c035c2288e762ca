import { webApi } from '@slack/bolt';

/** Slack did not open a modal: the trigger was too old, there were too many calls, or Slack could not be reached. */
export class ModalNotOpenedError extends Error {
  override readonly name = 'ModalNotOpenedError';

  constructor(cause: unknown) {
    super(`Slack did not open the modal: ${slackReason(cause)}.`, { cause });
  }
}

/** A `response_url` did not take a message. */
export class AnswerNotTakenError extends Error {
  override readonly name = 'AnswerNotTakenError';

  constructor(reason: string, options?: ErrorOptions) {
    super(`Slack did not take the answer: ${reason}.`, options);
  }
}

/** Whether Slack says that a view is not on anybody's screen any more. */
export function isViewGone(error: unknown): boolean {
  return ['not_found', 'view_not_found'].includes(slackReason(error));
}

/** Why a call of Slack's Web API failed, in a word, such as `expired_trigger_id`. */
export function slackReason(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  if (error instanceof webApi.WebAPIRateLimitedError) return 'rate_limited';
  if (error instanceof webApi.WebAPIHTTPError) return `http_${error.statusCode}`;
  return error instanceof Error ? error.name : 'unknown';
}
