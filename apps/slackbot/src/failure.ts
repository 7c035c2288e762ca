import {
  isApiError,
  isImagesError,
  OperationFailedError,
  type ImagesError,
  type ImagesErrorCode,
} from '@registry-images/client';
import type { StatusCode } from '@registry-images/model';

import { commandName } from './commands.ts';
import { DeletionNotFollowedError } from './features/delete-image.ts';
import { ScopeNotFoundError } from './features/list-images.ts';
import type { RegistryScope } from './registry-scope.ts';
import { ModalNotOpenedError } from './slack-errors.ts';
import { StoppingError } from './stopping-error.ts';
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
    text: `Something went wrong here that is not your doing. Try again; if it stays, tell whoever runs this bot about incident \`${incidentId}\`.`,
    incidentId,
  };
}

function describeKnown(error: unknown): Failure | undefined {
  if (error instanceof StoppingError) return { outcome: 'stopping', text: texts.stopping };
  if (error instanceof ModalNotOpenedError) return { outcome: 'modal_not_opened', text: texts.modal };
  if (error instanceof DeletionNotFollowedError) return { outcome: 'not_followed', text: texts.notFollowed };
  if (error instanceof ScopeNotFoundError) {
    return { outcome: 'scope_not_found', text: scopeTexts[error.scope.kind] };
  }
  if (!isImagesError(error)) return undefined;
  const text = textOf(error);
  if (text === undefined) return undefined;
  return { outcome: (isApiError(error) ? error.status : error.code).toLowerCase(), text };
}

function textOf(error: ImagesError): string | undefined {
  if (isApiError(error)) return statusTexts[error.status](reasonOf(error.serverMessage));
  if (error instanceof OperationFailedError) {
    return `The registry started the deletion and could not finish it${reasonOf(error.serverMessage)}. The image may still be there: check with \`${commandName} list\`, then try again.`;
  }
  return codeTexts[error.code];
}

const texts = {
  down: 'The registry cannot be reached at the moment. Try again in a minute; if it stays, tell whoever runs this bot to check `IMAGES_API_URL` and the network.',
  slow: 'The registry takes too long to answer. Try again in a minute. If you were deleting, look first whether the image is still there.',
  credentials:
    'The registry does not accept the credentials of this bot. Ask whoever runs the bot to renew `IMAGES_API_TOKEN`.',
  stopping: `The bot is being restarted. Try again in a minute. A deletion that had started goes on: \`${commandName} list\` shows what is left.`,
  notFollowed: `The registry has taken the order, but the bot could not follow it to its end. The image is probably gone: check with \`${commandName} list\`.`,
  modal: 'Slack did not let the dialog open. Nothing was deleted. Please try again.',
} as const;

/** For each kind of scope what to say if there is no such thing. */
const scopeTexts: Readonly<Record<RegistryScope['kind'], string>> = {
  registry:
    'There is no registry with the id that this bot was set up for. Tell whoever runs it to check `IMAGES_REGISTRY_ID`.',
  folder:
    'There is no folder with the id that this bot was set up for. Tell whoever runs it to check `IMAGES_FOLDER_ID`.',
};

/** For each of the client's errors the text, or undefined where the user can only report it. */
const codeTexts: Readonly<Record<ImagesErrorCode, string | undefined>> = {
  CONNECTION: texts.down,
  TIMEOUT: texts.slow,
  CREDENTIAL: texts.credentials,
  OPERATION_TIMEOUT: `The registry has not finished in time. The deletion may still be running: look in some minutes with \`${commandName} list\`.`,
  OPERATION_FAILED: undefined,
  API: undefined,
  DECODE: undefined,
  INVALID_ARGUMENT: undefined,
};

/** For each status the text, or undefined where the user can only report it. `reason` is "" or ": " and the service's words. */
const statusTexts: Readonly<Record<StatusCode, (reason: string) => string | undefined>> = {
  NOT_FOUND: () => `The registry does not have this any more. \`${commandName} list\` shows what there is.`,
  UNAUTHENTICATED: () => texts.credentials,
  PERMISSION_DENIED: (reason) =>
    `The registry does not allow this bot to do that${reason}. Ask the administrator of the registry to give the bot's account the right to see images, and to delete them if it should.`,
  FAILED_PRECONDITION: (reason) =>
    `The registry refuses this as things are${reason}. Change what stands in the way, then try again.`,
  RESOURCE_EXHAUSTED: () =>
    'The registry gets too many requests at the moment. Wait a minute, then try again.',
  UNAVAILABLE: () => texts.down,
  DEADLINE_EXCEEDED: () => texts.slow,
  INVALID_ARGUMENT: outdated,
  OUT_OF_RANGE: outdated,
  ABORTED: () => 'Somebody else is changing the same thing. Try again in a moment.',
  ALREADY_EXISTS: () => 'Somebody else is changing the same thing. Try again in a moment.',
  CANCELLED: () => 'The registry stopped before the end. Look what is there, then try again.',
  UNIMPLEMENTED: () => 'This registry cannot do that.',
  OK: () => undefined,
  UNKNOWN: () => undefined,
  INTERNAL: () => undefined,
  DATA_LOSS: (reason) =>
    `The registry cannot read what it has stored${reason}. Tell whoever runs the registry; other repositories are not affected.`,
};

function outdated(reason: string): string {
  return `The registry does not understand the request${reason}. If you pressed a button, its list is too old: start afresh with \`${commandName} list\`.`;
}

function reasonOf(serverMessage: string): string {
  const reason = oneLine(serverMessage).replace(/\.$/, '');
  return reason === '' ? '' : `: ${escapeMrkdwn(clip(reason, 300))}`;
}
