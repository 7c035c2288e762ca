import type { App } from '@slack/bolt';

import { teamOf } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** Shows the Home tab to whoever opens it. The tab of messages, which the same event tells of, shows itself. */
export function listenToHome(app: App, deps: ListenerDeps): void {
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home') return;
    await deps.homeTabs.open({ teamId: teamOf(context), userId: event.user });
  });
}
