import type { AllMiddlewareArgs, AnyMiddlewareArgs, App, Context } from '@slack/bolt';

import { describeFailure } from '../failure.ts';
import {
  NotInstalledError,
  type InstallationQuery,
  type Installations,
} from '../installations/installations.ts';
import { isJsonObject } from '../json.ts';
import { errorFields } from '../log.ts';
import { requestIdOf } from '../receivers/intake.ts';
import { messageDialog } from '../views/delete-dialog.ts';
import { notice } from '../views/notice.ts';
import { viewOf, type ListenerDeps } from './listener-deps.ts';

/** What {@link listenWhereInstalled} needs. */
export interface WhereInstalledDeps extends Pick<
  ListenerDeps,
  'log' | 'metrics' | 'newId' | 'respond' | 'scope' | 'clock' | 'texts' | 'pullPrefix'
> {
  readonly installations: Pick<Installations, 'find'>;
}

/**
 * Passes on to the other listeners what is of a workspace in which the app is installed, which from then on is the team of the
 * context. All else is answered here, with the token of no workspace and under the policy of none.
 */
export function listenWhereInstalled(app: App, deps: WhereInstalledDeps): void {
  app.use(async (args) => {
    const { body, context, next } = args;
    const query = queryOf(body, context);
    const startedMs = deps.clock.now();
    try {
      const installation = await deps.installations.find(query);
      if (!installation) throw new NotInstalledError(query.teamId ?? query.enterpriseId ?? 'unknown');
      const { teamId, enterpriseId } = installation;
      // What Slack says of the organisation may be about that of a stranger.
      Object.assign(context, { teamId, enterpriseId });
    } catch (error) {
      await refuse(deps, args, { error, startedMs });
      return;
    }
    await next();
  });
}

/**
 * Whose installation something of Slack's is about. Bolt has put into the context what Slack says; but a view that a stranger
 * has in a shared channel says itself, and nothing else does, which workspace the app is installed in.
 *
 * @see https://github.com/slackapi/bolt-js/issues/1614
 */
function queryOf(body: unknown, { teamId, enterpriseId, isEnterpriseInstall }: Context): InstallationQuery {
  const fields = isJsonObject(body) ? body : {};
  const ofView = isJsonObject(fields['view']) ? fields['view']['app_installed_team_id'] : undefined;
  return {
    teamId: typeof ofView === 'string' ? ofView : teamId,
    enterpriseId,
    isEnterpriseInstall,
    isInteraction: fields['command'] === undefined && fields['event'] === undefined,
  };
}

/** Answers whoever waits, as far as Slack gives a way that needs no token. */
async function refuse(
  deps: WhereInstalledDeps,
  args: AnyMiddlewareArgs & AllMiddlewareArgs,
  { error, startedMs }: { readonly error: unknown; readonly startedMs: number },
): Promise<void> {
  const { body, context } = args;
  const requestId = requestIdOf(context);
  const action = 'not for an installation';
  const { outcome, text, incidentId } = describeFailure(error, {
    texts: deps.texts,
    newIncidentId: () => requestId ?? deps.newId(),
  });
  const seconds = (deps.clock.now() - startedMs) / 1000;
  deps.metrics.answered({ action, outcome, isFailure: true, seconds });
  const fields = { requestId, team: context.teamId, outcome, incidentId, error: errorFields(error) };
  if (incidentId === undefined) deps.log.warn(action, fields);
  else deps.log.error(action, fields);
  if ('options' in args) await args.ack({ options: [] });
  else if ('view' in args) {
    const view = messageDialog(text, viewOf(deps, 'sections'));
    await (args.body.type === 'view_submission' ? args.ack({ response_action: 'update', view }) : args.ack());
  } else if ('command' in args || 'action' in args) await args.ack();
  const responseUrl = isJsonObject(body) ? body['response_url'] : undefined;
  if (typeof responseUrl !== 'string' || responseUrl === '') return;
  try {
    await deps.respond(responseUrl, notice(text), 'new');
  } catch (cause) {
    deps.log.error('answer not delivered', { requestId, error: errorFields(cause) });
  }
}
