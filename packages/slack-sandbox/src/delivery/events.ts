import type { JsonObject } from '../json.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DeliveryError } from './delivery.ts';
import type { Dispatch } from './dispatch.ts';
import type { Acknowledgement, EventRetry, RetryReason } from './transport.ts';

/** How long after a failed attempt the next one comes, in milliseconds: https://docs.slack.dev/apis/events-api#retries */
const retryDelaysMs = [0, 60_000, 5 * 60_000];

const retryReasons: Readonly<Record<DeliveryError, RetryReason>> = {
  operation_timeout: 'http_timeout',
  dispatch_failed: 'connection_failed',
  http_client_error: 'http_error',
  http_service_error: 'http_error',
  invalid_acknowledgement: 'unknown_error',
  unknown_command: 'unknown_error',
  input_refused: 'unknown_error',
};

/** Tells the app what happens in the workspace. */
export interface Events {
  /**
   * Sends an event, and up to three times more where the app does not acknowledge it. Answers what became of the first
   * attempt; undefined where the app has not subscribed to such events.
   */
  send(event: JsonObject): Promise<Acknowledgement | undefined>;
  /** Sends nothing more. */
  close(): void;
}

/** What {@link createEvents} needs. */
export interface EventsOptions {
  readonly workspace: Workspace;
  readonly dispatch: Dispatch;
  /** The types of events that the app has subscribed to. */
  readonly subscriptions: readonly string[];
  /** Whether events go through Socket Mode, which has a word of its own for a timeout. */
  readonly isSocketMode: () => boolean;
}

/** Opens the Events API. */
export function createEvents({ workspace, dispatch, subscriptions, isSocketMode }: EventsOptions): Events {
  const { clock, team, app } = workspace;
  const pending = new Set<() => void>();
  let isClosed = false;

  function reasonOf(error: DeliveryError): RetryReason {
    return isSocketMode() && error === 'operation_timeout' ? 'timeout' : retryReasons[error];
  }

  function attempt(payload: JsonObject, retry?: EventRetry): Promise<Acknowledgement> {
    const made = retry?.attempt ?? 0;
    const event = { kind: 'events_api', payload, ...(retry && { retry }) } as const;
    return dispatch.deliver(event, (acknowledgement) => {
      const delayMs = retryDelaysMs[made];
      if (acknowledgement.ok || acknowledgement.refusesRetry === true || delayMs === undefined || isClosed)
        return;
      const next = { attempt: made + 1, reason: reasonOf(acknowledgement.error) };
      const cancel = clock.setTimer(delayMs, () => {
        pending.delete(cancel);
        // The outcome is in the records of deliveries; nobody waits for it here.
        void attempt(payload, next);
      });
      pending.add(cancel);
    });
  }

  return {
    async send(event) {
      if (!subscriptions.includes(String(event['type']))) return undefined;
      return attempt({
        type: 'event_callback',
        // The verification token that the signature replaced; apps must not rely on it.
        token: 'sandbox',
        team_id: team.id,
        context_team_id: team.id,
        context_enterprise_id: null,
        api_app_id: app.id,
        event: { ...event, event_ts: workspace.nextTs() },
        // No two workspaces have the same: https://docs.slack.dev/apis/events-api
        event_id: workspace.newId(`Ev${team.id}`),
        event_time: Math.floor(clock.now() / 1000),
        authorizations: [
          {
            enterprise_id: null,
            team_id: team.id,
            user_id: app.botUserId,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
        is_ext_shared_channel: false,
      });
    },
    close() {
      isClosed = true;
      for (const cancel of pending) cancel();
    },
  };
}
