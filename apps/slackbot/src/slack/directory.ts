import type { Clock } from '../clock.ts';
import { errorFields, type Log } from '../log.ts';
import type { Directory } from '../policy/directory.ts';
import type { UserGroup } from '../policy/subject.ts';
import type { SlackApi, UserGroupMembers } from './slack-api.ts';

/** A {@link Directory} that Slack answers for. */
export interface SlackDirectory extends Directory {
  /**
   * The user groups of a workspace.
   *
   * @throws SlackCallError if Slack cannot be asked; with `missing-scope` it names the scope.
   */
  groups(teamId: string): Promise<readonly UserGroup[]>;
}

/** What {@link createSlackDirectory} needs. */
export interface SlackDirectoryOptions {
  readonly slack: Pick<SlackApi, 'listUserGroups'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Slack lets through twenty calls a minute, and nobody changes groups as often: https://docs.slack.dev/apis/web-api/rate-limits */
const freshMs = 5 * 60_000;
/** Somebody who left a group keeps its rights for so long at most while Slack does not answer. */
const usableMs = 60 * 60_000;
/** The command of somebody waits for it. */
const readWithinMs = 3000;
/** After a failure Slack is left alone for so long. */
const failureMs = 10_000;

interface Known {
  readonly groups: readonly UserGroupMembers[];
  readonly readAtMs: number;
}

/** What is kept of a workspace: what was read last, how reading failed after it, and the reading that is going on. */
interface Memory {
  known?: Known;
  failure?: { readonly error: unknown; readonly atMs: number };
  reading?: Promise<Known>;
}

/** Makes a directory that remembers the groups of a workspace, and goes on with what it knows while Slack does not answer. */
export function createSlackDirectory({ slack, clock, log }: SlackDirectoryOptions): SlackDirectory {
  const memories = new Map<string, Memory>();

  async function read(teamId: string, memory: Memory): Promise<Known> {
    try {
      const groups = await slack.listUserGroups(teamId, { withinMs: readWithinMs });
      memory.known = { groups, readAtMs: clock.now() };
      delete memory.failure;
      return memory.known;
    } catch (error) {
      memory.failure = { error, atMs: clock.now() };
      log.warn('user groups not read', { team: teamId, error: errorFields(error) });
      throw error;
    } finally {
      delete memory.reading;
    }
  }

  async function groupsIn(teamId: string): Promise<readonly UserGroupMembers[]> {
    const memory = memories.get(teamId) ?? {};
    memories.set(teamId, memory);
    const { known, failure } = memory;
    const nowMs = clock.now();
    if (known && nowMs - known.readAtMs < freshMs) return known.groups;
    try {
      if (failure && nowMs - failure.atMs < failureMs) throw failure.error;
      memory.reading ??= read(teamId, memory);
      return (await memory.reading).groups;
    } catch (error) {
      if (known && nowMs - known.readAtMs < usableMs) return known.groups;
      throw error;
    }
  }

  return {
    async groupsOf(teamId, userId) {
      const groups = await groupsIn(teamId);
      return groups.filter(({ userIds }) => userIds.includes(userId)).map(withoutMembers);
    },
    async membersOf(teamId, group) {
      const found = (await groupsIn(teamId)).find(({ id, handle }) => group === id || group === handle);
      return found?.userIds ?? [];
    },
    async groups(teamId) {
      return (await groupsIn(teamId)).map(withoutMembers);
    },
  };
}

function withoutMembers({ id, handle }: UserGroupMembers): UserGroup {
  return { id, handle };
}
