import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { EndedCall } from '../slack/slack-caller.ts';

/** What Slack sends to the bot. */
export const deliveryKinds = ['command', 'action', 'options', 'view', 'event', 'other'] as const;

/** One of the {@link deliveryKinds}. */
export type DeliveryKind = (typeof deliveryKinds)[number];

/** What the bot tells of itself, for Prometheus. Labels come from this program alone: what users make up takes no memory. */
export interface Metrics {
  /** Something that Slack sent was acknowledged, after so long. */
  acknowledged(kind: DeliveryKind, seconds: number): void;
  /** A request was refused, such as one with a wrong signature. */
  requestRefused(reason: string): void;
  /** An event came again that was taken before. */
  repeated(kind: DeliveryKind): void;
  /** A user was answered, after so long; `outcome` is the word of the log. */
  answered(interaction: {
    readonly action: string;
    readonly outcome: string;
    readonly isFailure: boolean;
    readonly seconds: number;
  }): void;
  /** The deletion of an image has come to an end. */
  deletionEnded(outcome: string): void;
  /** A call of Slack's Web API has ended. */
  ended(call: EndedCall): void;
  /** Slack said that a call came too soon. */
  rateLimited(method: string): void;
  /** The Socket Mode connection came or went. */
  connected(isConnected: boolean): void;
  /** From now on tells how many calls of each method wait, and how many pieces of work go on. */
  watch(sources: {
    readonly slackWaiting: () => ReadonlyMap<string, number>;
    readonly inFlight: () => number;
  }): void;
  /** Everything, in the text format of Prometheus, and the media type of that. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/** What {@link createMetrics} is told. */
export interface MetricsOptions {
  /** Whether to measure the process too: its memory, its event loop. There can be one in a process that does. */
  readonly ofProcess: boolean;
}

/** Slack waits for three seconds; most acknowledgements take a millisecond or two. */
const acknowledgementBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
/** Answers wait for the registry and for Slack. */
const answerBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Makes the metrics. */
export function createMetrics({ ofProcess }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });

  function counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter({ name: `slackbot_${name}_total`, help, labelNames, registers });
  }
  function histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets: number[],
  ): Histogram<Label> {
    return new Histogram({ name: `slackbot_${name}_seconds`, help, labelNames, buckets, registers });
  }

  const acknowledgements = histogram(
    'acknowledgement',
    'How long it took to acknowledge what Slack sent.',
    ['kind'],
    acknowledgementBuckets,
  );
  const refused = counter('requests_refused', 'Requests that were not believed or not understood.', [
    'reason',
  ]);
  const repeats = counter('repeated_deliveries', 'What Slack sent again though it was taken before.', [
    'kind',
  ]);
  const answers = histogram('answer', 'How long users waited for their answer.', ['action'], answerBuckets);
  const outcomes = counter('answers', 'Answers to users.', ['action', 'outcome']);
  const failures = counter('failures', 'Answers that told of a failure.', ['outcome']);
  const deletions = counter('deletions', 'Images whose deletion came to an end.', ['outcome']);
  const calls = counter('slack_calls', "Calls of Slack's Web API.", ['method', 'outcome']);
  const callSeconds = histogram('slack_call', 'How long calls took, with pauses.', ['method'], answerBuckets);
  const limited = counter('slack_rate_limited', 'Times that Slack said that calls came too soon.', [
    'method',
  ]);
  const connection = new Gauge({
    name: 'slackbot_socket_connected',
    help: '1 while the bot is connected to Slack by Socket Mode; not there over HTTP.',
    registers: [],
  });

  return {
    acknowledged: (kind, seconds) => acknowledgements.observe({ kind }, seconds),
    requestRefused: (reason) => refused.inc({ reason }),
    repeated: (kind) => repeats.inc({ kind }),
    answered({ action, outcome, isFailure, seconds }) {
      answers.observe({ action }, seconds);
      outcomes.inc({ action, outcome });
      if (isFailure) failures.inc({ outcome });
    },
    deletionEnded: (outcome) => deletions.inc({ outcome }),
    ended({ method, outcome, seconds }) {
      calls.inc({ method, outcome });
      callSeconds.observe({ method }, seconds);
    },
    rateLimited: (method) => limited.inc({ method }),
    connected(isConnected) {
      if (!registry.getSingleMetric('slackbot_socket_connected')) registry.registerMetric(connection);
      connection.set(isConnected ? 1 : 0);
    },
    watch({ slackWaiting, inFlight }) {
      const waiting = new Gauge({
        name: 'slackbot_slack_calls_waiting',
        help: "Calls of Slack's Web API that wait for their turn.",
        labelNames: ['method'],
        registers,
        collect() {
          waiting.reset();
          for (const [method, count] of slackWaiting()) waiting.set({ method }, count);
        },
      });
      const going: Gauge = new Gauge({
        name: 'slackbot_in_flight',
        help: 'Pieces of work that go on.',
        registers,
        collect: () => going.set(inFlight()),
      });
    },
    async read() {
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}
