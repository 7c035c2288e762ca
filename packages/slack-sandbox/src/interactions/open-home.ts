import type { Delivery } from '../delivery/delivery.ts';
import type { Events } from '../delivery/events.ts';
import { SandboxUsageError } from '../sandbox-usage-error.ts';
import { viewToWire } from '../workspace/wire.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * Opens the Home tab of the app and tells the app of it.
 *
 * @see https://docs.slack.dev/reference/events/app_home_opened
 */
export async function openHome(workspace: Workspace, events: Events, user: UserProfile): Promise<Delivery> {
  if (!workspace.app.hasHomeTab) throw new SandboxUsageError('The app has no Home tab.');
  const home = workspace.views.home(user.id);
  const acknowledgement = await events.send({
    type: 'app_home_opened',
    user: user.id,
    channel: workspace.directory.directMessages(user).id,
    tab: 'home',
    ...(home && { view: viewToWire(home, workspace) }),
  });
  if (acknowledgement === undefined || acknowledgement.ok) return { ok: true };
  // Slack sends the event again, and shows the tab as it is until the app changes it.
  return { ok: false, error: acknowledgement.error, userText: '' };
}
