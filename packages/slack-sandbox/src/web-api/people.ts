import { botToWire, userGroupToWire, userToWire } from '../workspace/wire.ts';
import { isOn, requiredText } from './arguments.ts';
import type { ApiMethod } from './method.ts';
import { Refusal } from './refusal.ts';

/** https://docs.slack.dev/reference/methods/users.info */
const usersInfo: ApiMethod = (body, { workspace }) => {
  const id = requiredText(body, 'user');
  if (id === workspace.app.botUserId) return { user: botToWire(workspace) };
  const user = workspace.directory.user(id);
  if (!user) throw new Refusal('user_not_found');
  return { user: userToWire(user, workspace.team) };
};

/** https://docs.slack.dev/reference/methods/usergroups.list */
const userGroupsList: ApiMethod = (body, { workspace: { directory, team } }) => ({
  usergroups: directory.userGroups
    .filter((group) => !group.isDisabled || isOn(body, 'include_disabled'))
    .map((group) =>
      Object.assign(
        userGroupToWire(group, team),
        isOn(body, 'include_users') && { users: group.memberIds },
        isOn(body, 'include_count') && { user_count: group.memberIds.length },
      ),
    ),
});

/** https://docs.slack.dev/reference/methods/usergroups.users.list */
const userGroupsUsersList: ApiMethod = (body, { workspace: { directory } }) => {
  const group = directory.userGroup(requiredText(body, 'usergroup'));
  if (!group || (group.isDisabled && !isOn(body, 'include_disabled'))) throw new Refusal('no_such_subteam');
  return { users: group.memberIds };
};

/** The methods on people and their groups. */
export const peopleMethods: Readonly<Record<string, ApiMethod>> = {
  'usergroups.list': userGroupsList,
  'usergroups.users.list': userGroupsUsersList,
  'users.info': usersInfo,
};
