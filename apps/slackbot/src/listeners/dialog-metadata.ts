import { isJsonObject, parseJson } from '../json.ts';
import type { PlacedInteraction } from './interaction.ts';

/**
 * What a modal carries in its `private_metadata`, which only Slack and the bot see: Slack does not say of a modal where it
 * was opened. It survives a restart of the bot, and holds nothing that grows, so that it stays below the 3000 characters.
 */
export interface DialogPlace {
  readonly channelId: string;
  readonly responseUrl?: string;
  /** Whether an answer may take the place of the message whose button opened the modal. */
  readonly isPrivate: boolean;
}

/** What the modal that asks whether to delete carries. */
export interface DeleteDialogMetadata extends DialogPlace {
  readonly confirmationId: string;
  /** What has to be typed, if anything has. */
  readonly digestEnd?: string;
}

/** Where an interaction was, as metadata of the modal that it opens. */
export function placeMetadata({
  actor,
  responseUrl,
  isPrivate,
}: Pick<PlacedInteraction, 'actor' | 'responseUrl' | 'isPrivate'>): string {
  return encodeMetadata({
    channelId: actor.channelId,
    isPrivate,
    ...(responseUrl !== undefined && { responseUrl }),
  });
}

/** Writes metadata. */
export function encodeMetadata(metadata: DialogPlace | DeleteDialogMetadata): string {
  return JSON.stringify(metadata);
}

/** Reads where a modal was opened; undefined if no version of today wrote it. */
export function parseDialogPlace(metadata: unknown): DialogPlace | undefined {
  const fields = parseJson(metadata);
  if (!isJsonObject(fields)) return undefined;
  const { channelId, responseUrl, isPrivate } = fields;
  if (typeof channelId !== 'string' || typeof isPrivate !== 'boolean') return undefined;
  if (responseUrl !== undefined && typeof responseUrl !== 'string') return undefined;
  return { channelId, isPrivate, ...(responseUrl !== undefined && { responseUrl }) };
}

/** Reads what the modal that asks whether to delete carries; undefined if no version of today wrote it. */
export function parseDeleteMetadata(metadata: unknown): DeleteDialogMetadata | undefined {
  const place = parseDialogPlace(metadata);
  const fields = parseJson(metadata);
  if (!place || !isJsonObject(fields)) return undefined;
  const { confirmationId, digestEnd } = fields;
  if (typeof confirmationId !== 'string') return undefined;
  if (digestEnd !== undefined && typeof digestEnd !== 'string') return undefined;
  return { ...place, confirmationId, ...(digestEnd !== undefined && { digestEnd }) };
}
