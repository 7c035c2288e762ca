import type { JsonObject } from '../json.ts';
import type { UserProfile } from '../workspace/workspace-facts.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What every interaction says of the workspace and the app. */
export function workspaceFields({ team, app }: Workspace): JsonObject {
  return {
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: app.id,
    // The verification token that the signature replaced; apps must not rely on it.
    token: 'sandbox',
  };
}

/** What every interaction says of the user. */
export function personOf(user: UserProfile, { team }: Workspace): JsonObject {
  return { id: user.id, username: user.name, name: user.name, team_id: team.id };
}
