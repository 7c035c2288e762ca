import type { Image } from '@registry-images/model';

import type { Principal, Target } from '../policy/decide.ts';
import type { Directory } from '../policy/directory.ts';
import { namesIn } from '../policy/names.ts';
import type { Policy } from '../policy/policy.ts';
import { shownName, type RegistryScope } from '../registry-scope.ts';

/** Who does something, and where. */
export interface Actor {
  readonly teamId: string;
  readonly userId: string;
  /** Missing where there is no channel, as in App Home. */
  readonly channelId?: string;
  /** Whether the user belongs to another organisation, as people of a shared channel may. */
  readonly isStranger?: true;
}

/** Who does something in a channel. */
export interface PlacedActor extends Actor {
  readonly channelId: string;
}

/** What it takes to ask the policies of the workspaces. */
export interface PolicySource {
  /** The policy of a workspace. Rejects with a NotInstalledError where the app is not installed there. */
  readonly policyIn: (teamId: string) => Promise<Policy>;
  readonly directory: Directory;
  readonly scope: RegistryScope;
}

/** A policy, and what makes of images what it speaks of. */
export interface PolicyOnImages {
  readonly policy: Policy;
  readonly scope: RegistryScope;
}

/** The same, with the policy of a workspace: so that one thing is done under one policy from its beginning to its end. */
export async function withPolicy<Source extends Pick<PolicySource, 'policyIn'>>(
  source: Source,
  { teamId }: Pick<Actor, 'teamId'>,
): Promise<Source & { readonly policy: Policy }> {
  return { ...source, policy: await source.policyIn(teamId) };
}

/**
 * Who somebody is to the policy of their workspace. Slack is asked for groups only if the policy has any.
 *
 * @throws an Error if it cannot be asked.
 */
export async function principalOf(
  { policy, directory }: { readonly policy: Policy; readonly directory: Directory },
  { teamId, userId, channelId, isStranger }: Actor,
): Promise<Principal> {
  const groups = namesIn(policy).groups.length > 0 ? await directory.groupsOf(teamId, userId) : [];
  return {
    userId,
    groups,
    ...(channelId !== undefined && { channelId }),
    ...(isStranger && { isStranger }),
  };
}

/** What an image is to the policy, which has the names that people see. */
export function targetOf(
  scope: RegistryScope,
  { name, tags }: Pick<Image, 'name'> & { readonly tags: readonly string[] },
): Target {
  return { repository: shownName(scope, name), tags };
}
