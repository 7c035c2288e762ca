import type { App } from '@slack/bolt';

import { listenToAuditButton } from './audit-button.ts';
import { listenToChosenImages } from './choose-image.ts';
import { listenToCleanupButton } from './cleanup-button.ts';
import { listenToCommand } from './command.ts';
import { listenToConfirmDeletion } from './confirm-deletion.ts';
import { listenToDecisionButtons } from './decision-buttons.ts';
import { listenToFilterButton, listenToFilterSubmission } from './filter-list.ts';
import { listenToHome } from './home.ts';
import { listenToImageChoices } from './image-choices.ts';
import { listenToListButtons } from './list-buttons.ts';
import type { ListenerDeps } from './listener-deps.ts';
import { listenToSuggestions } from './suggestions.ts';
import { listenToUnknown } from './unknown.ts';
import { listenWhereInstalled, type WhereInstalledDeps } from './where-installed.ts';

/** Answers everything that Slack sends. */
export function listen(app: App, deps: ListenerDeps & WhereInstalledDeps): void {
  listenWhereInstalled(app, deps);
  listenToCommand(app, deps);
  listenToListButtons(app, deps);
  listenToFilterButton(app, deps);
  listenToFilterSubmission(app, deps);
  listenToImageChoices(app, deps);
  listenToCleanupButton(app, deps);
  listenToConfirmDeletion(app, deps);
  listenToChosenImages(app, deps);
  listenToDecisionButtons(app, deps);
  listenToAuditButton(app, deps);
  listenToHome(app, deps);
  listenToSuggestions(app, deps);
  listenToUnknown(app, deps);
}
