import { setImmediate } from 'node:timers/promises';

import type { App } from '@slack/bolt';

import type { Clock } from '../clock.ts';
import { isJsonObject } from '../json.ts';
import type { Log } from '../log.ts';
import type { DeliveryKind, Metrics } from '../metrics/metrics.ts';
import { createRecentIds } from './recent-ids.ts';

/** Something that Slack has sent, whichever way it came. */
export interface Delivery {
  readonly body: { readonly [field: string]: unknown };
  /** Tells Slack that it has arrived, and what to do at once. */
  readonly ack: (answer?: unknown) => Promise<void>;
  /** Which retry of an event it is, and why Slack tries again. */
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

/** Passes on to the listeners what Slack sends. */
export interface Intake {
  /** From now on deliveries go to this app. */
  connect(app: App): void;
  /** Resolves once the delivery was worked on. Rejects if it could not be. */
  take(delivery: Delivery): Promise<void>;
}

/** What {@link createIntake} needs. */
export interface IntakeOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'acknowledged' | 'repeated'>;
  /** Makes an id for each delivery, which the listeners find in their context as `requestId`. */
  readonly newId: () => string;
}

/** Slack tries three times within six minutes, and then may deliver late: https://docs.slack.dev/apis/events-api#retries */
const eventsKeptMs = 60 * 60_000;

/**
 * Makes the part that both ways from Slack have in common: it gives every delivery an id, measures acknowledgements, and
 * lets every event through once. Commands and interactions are not sent again by Slack; whoever must not do a thing twice
 * keeps a record of it.
 */
export function createIntake({ clock, log, metrics, newId }: IntakeOptions): Intake {
  const events = createRecentIds(clock.now, eventsKeptMs);
  let app: App | undefined;

  return {
    connect(connected) {
      app = connected;
    },
    async take({ body, ack, retry }) {
      const startedMs = clock.now();
      const kind = kindOf(body);
      const requestId = newId();
      let isAcknowledged = false;

      async function acknowledge(answer?: unknown): Promise<void> {
        if (isAcknowledged) return log.warn('acknowledged twice', { requestId, kind });
        isAcknowledged = true;
        metrics.acknowledged(kind, (clock.now() - startedMs) / 1000);
        await ack(answer);
        // What the listener does now waits until everything else that has arrived meanwhile is acknowledged as well.
        await setImmediate();
      }

      const { event_id: eventId } = body;
      if (kind === 'event' && typeof eventId === 'string' && events.isRepeated(eventId)) {
        metrics.repeated(kind);
        log.info('event repeated', { requestId, eventId, ...retry });
        return acknowledge();
      }
      await app?.processEvent({
        // Bolt adds to what it is given.
        body: { ...body },
        ack: acknowledge,
        ...(retry && { retryNum: retry.attempt, retryReason: retry.reason }),
        customProperties: { requestId },
      });
      if (isAcknowledged) return;
      // Slack would tell the user of a failure of which there is none.
      log.warn('nobody acknowledged', { requestId, kind, type: body['type'] });
      await acknowledge();
    },
  };
}

/** What a delivery is, for the labels of the metrics. */
function kindOf(body: { readonly [field: string]: unknown }): DeliveryKind {
  if (typeof body['command'] === 'string') return 'command';
  if (isJsonObject(body['event'])) return 'event';
  switch (body['type']) {
    case 'block_actions':
      return 'action';
    case 'block_suggestion':
      return 'options';
    case 'view_submission':
    case 'view_closed':
      return 'view';
    default:
      return 'other';
  }
}

/** The id of the delivery that a listener works on, which the log and the user's message have in common. */
export function requestIdOf(context: { readonly [name: string]: unknown }): string | undefined {
  const { requestId } = context;
  return typeof requestId === 'string' ? requestId : undefined;
}
