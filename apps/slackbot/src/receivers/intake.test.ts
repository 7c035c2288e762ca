import { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';

import { toBoltLogger } from '../bolt-logger.ts';
import { createLog } from '../log.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { createIntake, type Intake } from './intake.ts';

const nothing = (): Promise<void> => Promise.resolve();

interface World {
  readonly intake: Intake;
  readonly app: App;
  readonly metrics: Metrics;
  readonly advance: (ms: number) => void;
}

function createWorld(): World {
  let nowMs = 0;
  const clock = { now: () => nowMs, after: () => () => undefined };
  const log = createLog({ write: () => undefined, now: clock.now, secrets: [] });
  const metrics = createMetrics({ ofProcess: false });
  const intake = createIntake({ clock, log, metrics, newId: () => 'id' });
  const app = new App({
    receiver: { init: (connected) => intake.connect(connected), start: nothing, stop: nothing },
    authorize: () => Promise.resolve({ botToken: 'xoxb-1' }),
    convoStore: false,
    logger: toBoltLogger(log),
  });
  return { intake, app, metrics, advance: (ms) => void (nowMs += ms) };
}

const event = (id: string) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: id,
  event: { type: 'app_home_opened', user: 'U1', tab: 'home' },
});

describe('createIntake', () => {
  it('lets an event through once in an hour, and acknowledges it every time', async () => {
    const { intake, app, metrics, advance } = createWorld();
    let [opened, acknowledged] = [0, 0];
    app.event('app_home_opened', () => Promise.resolve(void (opened += 1)));
    const ack = () => Promise.resolve(void (acknowledged += 1));
    const retry = { attempt: 1, reason: 'http_timeout' };
    await intake.take({ body: event('Ev1'), ack });
    await Promise.all([1, 2, 3].map(() => intake.take({ body: event('Ev1'), ack, retry })));
    expect([opened, acknowledged]).toEqual([1, 4]);
    await intake.take({ body: event('Ev2'), ack });
    expect([opened, acknowledged]).toEqual([2, 5]);
    expect((await metrics.read()).text).toContain('slackbot_repeated_deliveries_total{kind="event"} 3');
    advance(60 * 60_000 + 1);
    await intake.take({ body: event('Ev1'), ack });
    expect(opened).toBe(3);
  });

  it.each([
    ['command', { command: '/images', text: '', channel_id: 'C1' }],
    ['action', { type: 'block_actions', actions: [{}], channel: { id: 'C1' } }],
    ['options', { type: 'block_suggestion', channel: { id: 'C1' } }],
    ['view', { type: 'view_submission', view: {} }],
    ['other', { type: 'shortcut' }],
  ])('measures how long it takes to acknowledge: %s', async (kind, fields) => {
    const { intake, metrics } = createWorld();
    const body = { team_id: 'T1', team: { id: 'T1' }, user: { id: 'U1' }, ...fields };
    await intake.take({ body, ack: () => Promise.resolve() });
    const line = `slackbot_acknowledgement_seconds_count{kind="${kind}"} 1`;
    expect((await metrics.read()).text).toContain(line);
  });
});
