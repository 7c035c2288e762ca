import type { UserGroup } from './subject.ts';

/** What a Slack workspace knows of its users. */
export interface Directory {
  /**
   * The user groups that a user is in. What it answers may be some minutes old.
   *
   * @throws an Error if Slack cannot be asked: then nobody can tell who may do what.
   */
  groupsOf(teamId: string, userId: string): Promise<readonly UserGroup[]>;
  /**
   * The ids of those who are in a user group, by its id or its handle; nobody is in one that is not there.
   *
   * @throws an Error if Slack cannot be asked.
   */
  membersOf(teamId: string, group: string): Promise<readonly string[]>;
}
