import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { createRecentList } from '../workspace/recent.ts';
import type { DeliveryError } from './delivery.ts';
import type { Acknowledgement, Interaction, RetryReason, Transport } from './transport.ts';

/** One time that something was sent to the app, for assertions. */
export interface DeliveryRecord {
  /** How it was sent: as a slash command, an interaction or an event. */
  readonly kind: Interaction['kind'];
  /** The command, or the type of the interaction or event, such as `block_actions` or `app_home_opened`. */
  readonly name: string;
  /** The fields of the command, or the payload. */
  readonly payload: JsonObject;
  /** Which retry it was and why. Missing the first time, and for all but events. */
  readonly retry?: { readonly attempt: number; readonly reason: RetryReason };
  /** How long the app took, in milliseconds of the sandbox's clock. */
  readonly tookMs: number;
  /** Why it counts as not acknowledged. Missing where the app acknowledged it in time. */
  readonly error?: DeliveryError;
}

/** Sends to the app whichever way is open now, and keeps a record of it. */
export interface Dispatch {
  /**
   * Sends an interaction or event and waits for its acknowledgement, for three seconds at most. `settled` is called with it
   * before anybody can see the record, so that whoever waits for the record finds what follows from it in place.
   */
  deliver(
    interaction: Interaction,
    settled?: (acknowledgement: Acknowledgement) => void,
  ): Promise<Acknowledgement>;
  /** What was sent, oldest first: the latest only. */
  readonly records: readonly DeliveryRecord[];
  /** The latest command or interaction. */
  readonly latest: Interaction | undefined;
}

/** What {@link createDispatch} needs. */
export interface DispatchOptions {
  readonly clock: Clock;
  readonly transport: () => Transport;
  /** How many records are kept. */
  readonly historyLimit: number;
  /** Called after every delivery. */
  readonly changed: () => void;
}

function typeOf(payload: unknown): string | undefined {
  return typeof payload === 'object' && payload !== null && 'type' in payload
    ? String(payload.type)
    : undefined;
}

function nameOf(interaction: Interaction): string {
  if (interaction.kind === 'slash_commands') return interaction.fields['command'] ?? '';
  const { payload } = interaction;
  return typeOf(payload['event']) ?? typeOf(payload) ?? '';
}

function recordOf(
  interaction: Interaction,
  acknowledgement: Acknowledgement,
  tookMs: number,
): DeliveryRecord {
  const { kind } = interaction;
  return {
    kind,
    name: nameOf(interaction),
    payload: kind === 'slash_commands' ? interaction.fields : interaction.payload,
    ...(kind === 'events_api' && interaction.retry && { retry: interaction.retry }),
    tookMs,
    ...(!acknowledgement.ok && { error: acknowledgement.error }),
  };
}

/** Makes the one place through which everything goes to the app. */
export function createDispatch({ clock, transport, historyLimit, changed }: DispatchOptions): Dispatch {
  const records = createRecentList<DeliveryRecord>(historyLimit);
  let latest: Interaction | undefined;
  return {
    records: records.items,
    get latest() {
      return latest;
    },
    async deliver(interaction, settled) {
      if (interaction.kind !== 'events_api') latest = interaction;
      const startMs = clock.now();
      const acknowledgement = await transport().deliver(interaction);
      records.add(recordOf(interaction, acknowledgement, clock.now() - startMs));
      settled?.(acknowledgement);
      changed();
      return acknowledgement;
    },
  };
}
