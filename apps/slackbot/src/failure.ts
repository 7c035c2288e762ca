import { isApiError, isImagesError, OperationFailedError, type ImagesError } from '@registry-images/client';

import { DeletionNotFollowedError } from './features/delete-image.ts';
import { ScopeNotFoundError } from './features/list-images.ts';
import { ModalNotOpenedError } from './slack/slack-errors.ts';
import { StoppingError } from './stopping-error.ts';
import { failureTexts as texts } from './texts/english/failure.ts';
import { clip, escapeMrkdwn, oneLine } from './views/mrkdwn.ts';

/** A failure, ready to be told to the user and to be logged. */
export interface Failure {
  /** A word for the log. */
  readonly outcome: string;
  /** What to tell the user, as mark-up: what happened and what to do. */
  readonly text: string;
  /** Connects what the user was told with the log; set where the user can do nothing but report it. */
  readonly incidentId?: string;
}

/** The table of what people are told about errors. It is the only one. Unknown errors tell nothing of themselves. */
export function describeFailure(error: unknown, newIncidentId: () => string): Failure {
  const known = describeKnown(error);
  if (known) return known;
  const incidentId = newIncidentId();
  return {
    outcome: 'unexpected',
    text: texts.unexpected(incidentId),
    incidentId,
  };
}

function describeKnown(error: unknown): Failure | undefined {
  if (error instanceof StoppingError) return { outcome: 'stopping', text: texts.stopping };
  if (error instanceof ModalNotOpenedError) return { outcome: 'modal_not_opened', text: texts.modal };
  if (error instanceof DeletionNotFollowedError) return { outcome: 'not_followed', text: texts.notFollowed };
  if (error instanceof ScopeNotFoundError) {
    return { outcome: 'scope_not_found', text: texts.noScope[error.scope.kind] };
  }
  if (!isImagesError(error)) return undefined;
  const text = textOf(error);
  if (text === undefined) return undefined;
  return { outcome: (isApiError(error) ? error.status : error.code).toLowerCase(), text };
}

function textOf(error: ImagesError): string | undefined {
  if (isApiError(error)) return texts.statuses[error.status](reasonOf(error.serverMessage));
  if (error instanceof OperationFailedError) {
    return texts.operationFailed(reasonOf(error.serverMessage));
  }
  return texts.codes[error.code];
}

function reasonOf(serverMessage: string): string {
  const reason = oneLine(serverMessage).replace(/\.$/, '');
  return reason === '' ? '' : `: ${escapeMrkdwn(clip(reason, 300))}`;
}
