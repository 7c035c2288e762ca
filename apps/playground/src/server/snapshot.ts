import type { ModalView, SlackSandbox } from '@registry-images/slack-sandbox';

import type { CommandHint, PageView, Snapshot } from '../protocol.ts';

/** Reads what a user sees now. Throws a `SandboxUsageError` where there is no such user. */
export function readSnapshot(
  sandbox: SlackSandbox,
  commands: readonly CommandHint[],
  viewerId: string,
): Snapshot {
  const viewer = sandbox.user(viewerId);
  const home = viewer.home();
  const channels = sandbox.channels.filter((channel) => channel.memberIds.includes(viewerId));
  return {
    viewerId,
    teamName: sandbox.team.name,
    appName: sandbox.app.name,
    hasHomeTab: sandbox.app.hasHomeTab,
    ...(home && { home: { id: home.id, hash: home.hash, blocks: home.blocks } }),
    users: sandbox.users,
    channels,
    commands,
    messages: Object.fromEntries(
      channels.map((channel) => [channel.id, sandbox.messages(channel.id, viewerId)]),
    ),
    views: viewer.views().map(toPageView),
  };
}

function toPageView(view: ModalView): PageView {
  const { id, hash, title, submit, close, blocks, values, errors, previousViewId } = view;
  return {
    id,
    hash,
    title,
    blocks,
    values,
    errors,
    ...(submit !== undefined && { submit }),
    ...(close !== undefined && { close }),
    ...(previousViewId !== undefined && { previousViewId }),
  };
}
