import { isApiError, isImagesError, OperationFailedError, type ImagesError } from '@registry-images/client';

import { ScopeNotFoundError } from './features/image-source.ts';
import { UnorderedImagesError } from './features/plan-cleanup.ts';
import { NotInstalledError } from './installations/installations.ts';
import { SlackCallError } from './slack/slack-call-error.ts';
import { DatabaseError } from './state/database-error.ts';
import { StoppingError } from './stopping-error.ts';
import type { Texts } from './texts/texts.ts';
import { code, oneLine } from './views/mrkdwn.ts';

/** A failure, ready to be told to the user and to be logged. */
export interface Failure {
  /** A word for the log. */
  readonly outcome: string;
  /** What to tell the user, as mark-up: what happened and what to do. */
  readonly text: string;
  /** Connects what the user was told with the log; set where the user can do nothing but report it. */
  readonly incidentId?: string;
}

/** What {@link describeFailure} needs. */
export interface FailureContext {
  readonly texts: Texts;
  readonly newIncidentId: () => string;
}

/** The table of what people are told about errors. It is the only one. Unknown errors tell nothing of themselves. */
export function describeFailure(error: unknown, { texts, newIncidentId }: FailureContext): Failure {
  const known = describeKnown(error, texts);
  if (known) return known;
  const incidentId = newIncidentId();
  return { outcome: 'unexpected', text: texts.failure.unexpected(incidentId), incidentId };
}

function describeKnown(error: unknown, texts: Texts): Failure | undefined {
  if (error instanceof StoppingError) return { outcome: 'stopping', text: texts.failure.stopping };
  if (error instanceof NotInstalledError) {
    return { outcome: 'not_installed', text: texts.failure.notInstalled };
  }
  if (error instanceof SlackCallError) return describeSlack(error, texts);
  if (error instanceof ScopeNotFoundError) {
    return { outcome: 'scope_not_found', text: texts.failure.noScope[error.scope.kind] };
  }
  if (error instanceof UnorderedImagesError) return { outcome: 'unordered', text: texts.failure.unordered };
  if (error instanceof DatabaseError && error.problem === 'busy') {
    return { outcome: 'database_busy', text: texts.failure.databaseBusy };
  }
  if (!isImagesError(error)) return undefined;
  const text = textOf(error, texts.failure);
  if (text === undefined) return undefined;
  return { outcome: (isApiError(error) ? error.status : error.code).toLowerCase(), text };
}

/** Of all that the bot asks of Slack, people notice a dialog that does not open, and that nobody knows who they are. */
function describeSlack({ method }: SlackCallError, { failure, policy }: Texts): Failure {
  if (method.startsWith('views.')) return { outcome: 'modal_not_opened', text: failure.modal };
  if (method.startsWith('usergroups.')) return { outcome: 'directory_down', text: policy.directoryDown };
  return { outcome: 'slack_failed', text: failure.slack };
}

function textOf(error: ImagesError, texts: Texts['failure']): string | undefined {
  if (isApiError(error)) return texts.statuses[error.status](reasonOf(error.serverMessage));
  if (error instanceof OperationFailedError) {
    return texts.operationFailed(reasonOf(error.serverMessage));
  }
  return texts.codes[error.code];
}

function reasonOf(serverMessage: string): string {
  const reason = oneLine(serverMessage).replace(/\.$/, '');
  // What a registry says is not mark-up: it could tell of approvals that nobody gave.
  return reason === '' ? '' : `: ${code(reason, 300)}`;
}
