import { isResourceId } from '@registry-images/model';

import { isJsonObject, parseJson } from './json.ts';

/**
 * What the confirmation of a deletion carries in the modal's `private_metadata`, which only Slack and the bot see. It
 * survives a restart of the bot, and holds nothing but ids, so that it never outgrows the 3000 characters.
 */
export interface Confirmation {
  /** Names this one showing of the modal: it deletes once, however often it is submitted. */
  readonly confirmationId: string;
  /** Who was asked. Nobody else's answer counts. */
  readonly userId: string;
  readonly imageId: string;
  /** The {@link imageFingerprint} of what the user was shown. */
  readonly fingerprint: string;
  /** Where the user hears of the end, if they close the modal before it. */
  readonly responseUrl: string;
  /** Whether the user began at a button of the image: its message is worth nothing once the image is gone. */
  readonly fromButton: boolean;
}

/** Writes a confirmation for `private_metadata`. */
export function encodeConfirmation(confirmation: Confirmation): string {
  return JSON.stringify(confirmation);
}

/** Reads `private_metadata`; undefined if no version of today wrote it. */
export function parseConfirmation(metadata: unknown): Confirmation | undefined {
  const value = parseJson(metadata);
  if (!isJsonObject(value)) return undefined;
  const { confirmationId, userId, imageId, fingerprint, responseUrl, fromButton } = value;
  if (typeof confirmationId !== 'string' || typeof userId !== 'string') return undefined;
  if (typeof imageId !== 'string' || !isResourceId(imageId)) return undefined;
  if (typeof fingerprint !== 'string' || typeof responseUrl !== 'string') return undefined;
  if (typeof fromButton !== 'boolean') return undefined;
  return { confirmationId, userId, imageId, fingerprint, responseUrl, fromButton };
}

export { imageFingerprint } from './features/image-fingerprint.ts';
