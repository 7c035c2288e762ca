import { validateSuggestions } from '../block-kit/validate.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import type { ElementTarget, Suggestions } from '../sandbox-user.ts';
import { offeredOptions } from '../workspace/input-state.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import { findElement, findSurface } from './find-element.ts';
import type { InteractionDeps } from './interaction-deps.ts';
import { personOf, workspaceFields } from './payload-fields.ts';
import { surfaceFields } from './surface-fields.ts';
import { keepSuggestions } from './surface-values.ts';

/** How much must be typed where the element does not say: see the comment of `min_query_length` in `@slack/types`. */
const defaultMinQueryLength = 3;

function failure(error: Extract<Delivery, { ok: false }>['error'], reason?: string): Suggestions {
  return {
    ok: false,
    error,
    userText: 'Something went wrong while loading the options.',
    ...(reason !== undefined && { reason }),
  };
}

/**
 * Types into a menu whose options come from the app, and keeps what it suggests for the user to pick.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/block_suggestion-payload
 */
export async function typeAhead(
  { workspace, transport }: InteractionDeps,
  user: UserProfile,
  target: ElementTarget,
  query: string,
): Promise<Suggestions> {
  const surface = findSurface(workspace, user.id, target);
  const found = findElement(surface.blocks, target);
  const { element, blockId } = found;
  const type = String(element['type']);
  if (!type.endsWith('external_select'))
    throw new SandboxUsageError(`${target.actionId} is a ${type}, whose options do not come from the app.`);
  if (query.length < Number(element['min_query_length'] ?? defaultMinQueryLength))
    return { ok: true, options: [], wasAsked: false };

  const acknowledgement = await transport().deliver({
    kind: 'interactive',
    acceptsAnswer: true,
    payload: {
      type: 'block_suggestion',
      ...workspaceFields(workspace),
      user: personOf(user, workspace),
      ...surfaceFields(workspace, surface),
      action_id: element['action_id'],
      block_id: blockId,
      value: query,
    },
  });
  if (!acknowledgement.ok) return failure(acknowledgement.error);
  const { answer } = acknowledgement;
  const { problems } = validateSuggestions(answer);
  if (problems.length > 0 || !isJsonObject(answer))
    return failure(
      'invalid_acknowledgement',
      problems.map(({ pointer, message }) => `${message} [${pointer}]`).join(' '),
    );
  const options: readonly JsonObject[] = offeredOptions(answer);
  keepSuggestions(workspace, user.id, surface, found, options);
  workspace.changes.notify();
  return { ok: true, options, wasAsked: true };
}
