import type { ImagesErrorCode } from '@registry-images/client';
import type { StatusCode } from '@registry-images/model';

const down =
  'The registry cannot be reached at the moment. Try again in a minute; if it stays, tell whoever runs this app to check `IMAGES_API_URL` and the network.';
const slow =
  'The registry takes too long to answer. Try again in a minute. If you were deleting, look first whether the image is still there.';
const credentials =
  'The registry does not accept the credentials of this app. Ask whoever runs this app to renew `IMAGES_API_TOKEN`.';
const contended = 'Somebody else is changing the same thing. Try again in a moment.';

/** For each of the client's errors the text, or undefined where the user can only report it. */
const codes: Readonly<Record<ImagesErrorCode, string | undefined>> = {
  CONNECTION: down,
  TIMEOUT: slow,
  CREDENTIAL: credentials,
  OPERATION_TIMEOUT:
    'The registry has not finished in time. The deletion may still be running: look in some minutes with `/images list`.',
  OPERATION_FAILED: undefined,
  API: undefined,
  DECODE: undefined,
  INVALID_ARGUMENT: undefined,
};

/** For each status the text, or undefined where the user can only report it. `reason` is "" or ": " and the service's words. */
const statuses: Readonly<Record<StatusCode, (reason: string) => string | undefined>> = {
  NOT_FOUND: () => 'The registry does not have this any more. `/images list` shows what there is.',
  UNAUTHENTICATED: () => credentials,
  PERMISSION_DENIED: (reason) =>
    `The registry does not allow this app to do that${reason}. Ask the administrator of the registry to give this app's account the right to see images, and to delete them if it should.`,
  FAILED_PRECONDITION: (reason) =>
    `The registry refuses this as things are${reason}. Change what stands in the way, then try again.`,
  RESOURCE_EXHAUSTED: () =>
    'The registry gets too many requests at the moment. Wait a minute, then try again.',
  UNAVAILABLE: () => down,
  DEADLINE_EXCEEDED: () => slow,
  INVALID_ARGUMENT: outdated,
  OUT_OF_RANGE: outdated,
  ABORTED: () => contended,
  ALREADY_EXISTS: () => contended,
  CANCELLED: () => 'The registry stopped before the end. Look what is there, then try again.',
  UNIMPLEMENTED: () => 'This registry cannot do that.',
  OK: () => undefined,
  UNKNOWN: () => undefined,
  INTERNAL: () => undefined,
  DATA_LOSS: (reason) =>
    `The registry cannot read what it has stored${reason}. Tell whoever runs the registry; other repositories are not affected.`,
};

function outdated(reason: string): string {
  return `The registry does not understand the request${reason}. If you pressed a button, its list is too old: start afresh with \`/images list\`.`;
}

/** The words about what went wrong: what happened, and what to do. */
export interface FailureTexts {
  /** For each of the client's errors, or undefined where the user can only report it. */
  readonly codes: typeof codes;
  /** For each status, or undefined where the user can only report it. `reason` is "" or ": " and the service's words. */
  readonly statuses: typeof statuses;
  readonly operationFailed: (reason: string) => string;
  readonly stopping: string;
  /** Another program holds the bot's memory for too long. */
  readonly databaseBusy: string;
  /** The bot has no token of the workspace. */
  readonly notInstalled: string;
  readonly modal: string;
  readonly slack: string;
  readonly noScope: { readonly registry: string; readonly folder: string };
  readonly unordered: string;
  readonly unexpected: (incidentId: string) => string;
}

/** The words about what went wrong, in English. */
export const failureTexts: FailureTexts = {
  codes,
  statuses,
  operationFailed: (reason) =>
    `The registry started the deletion and could not finish it${reason}. The image may still be there: check with \`/images list\`, then try again.`,
  databaseBusy:
    'This app cannot write down what it does at the moment, and so does nothing. Try again in a moment; if it stays, tell whoever runs this app.',
  stopping:
    'This app is being restarted. Try again in a minute. A deletion that had started goes on: `/images list` shows what is left.',
  notInstalled: 'This app is not set up for this workspace. Ask whoever runs this app to set it up.',
  modal: 'Slack did not open the dialog. Nothing was deleted. Try again.',
  slack: 'Slack did not do what this app asked of it. Try again in a moment.',
  noScope: {
    registry:
      'There is no registry with the id that this app was set up for. Tell whoever runs it to check `IMAGES_REGISTRY_ID`.',
    folder:
      'There is no folder with the id that this app was set up for. Tell whoever runs it to check `IMAGES_FOLDER_ID`.',
  },
  unordered:
    'The registry does not list these images by their age, so nobody can tell which are the newest. Nothing was deleted. Leave out `--keep-last`, and say which images by `--older-than`.',
  unexpected: (incidentId) =>
    `Something went wrong here that is not your doing. Try again; if it stays, tell whoever runs this app about incident \`${incidentId}\`.`,
};
