import type { App, BlockAction, ButtonAction } from '@slack/bolt';

import {
  approveDeletion,
  cancelDeletion,
  rejectDeletion,
  type Decided,
  type DecideDeps,
  type Decision,
} from '../features/decide-deletion.ts';
import { whyNotDecided, type WritePeople } from '../texts/policy-sentences.ts';
import { actionNames } from '../views/action-names.ts';
import { notice } from '../views/notice.ts';
import { channelMarkup, subjectsMarkup } from '../views/people.ts';
import { answer, type Reply } from './answer.ts';
import { ofAction } from './interaction.ts';
import type { ListenerDeps } from './listener-deps.ts';

/** What the buttons of a request do. */
type Decide = (deps: DecideDeps, decision: Decision) => Decided | Promise<Decided>;

/** Answers the buttons of a request, in its message and in the Home tab. */
export function listenToDecisionButtons(app: App, deps: ListenerDeps): void {
  listenToDecision(app, deps, actionNames.approve, approveDeletion);
  listenToDecision(app, deps, actionNames.reject, rejectDeletion);
  listenToDecision(app, deps, actionNames.cancel, cancelDeletion);
}

function listenToDecision(app: App, deps: ListenerDeps, name: string, decide: Decide): void {
  app.action<BlockAction<ButtonAction>>(name, async ({ ack, action, body, context }) => {
    await ack();
    const interaction = ofAction(name, { body, context });
    await answer(deps, interaction, async () => {
      const decided = await decide(deps, { actor: interaction.actor, requestId: action.value ?? '' });
      await deps.deletions.follow(decided);
      return replyTo(decided);
    });
  });
}

/** Whoever decided sees in the message what came of it. */
function replyTo(decided: Decided): Reply {
  if (decided.outcome === 'unknown-request') {
    return {
      outcome: decided.outcome,
      screen: ({ texts }) => notice(texts.policy.decision['unknown-request']),
    };
  }
  const { request } = decided;
  const fields = { request: request.id };
  if (decided.outcome === 'decided') return { outcome: request.state, fields };
  const { refusal } = decided;
  return {
    outcome: refusal.kind,
    fields,
    screen: (view) => {
      const people: WritePeople = (subjects) => subjectsMarkup(subjects, view);
      return notice(whyNotDecided(view.texts.policy, refusal, { people, channel: channelMarkup }));
    },
  };
}
