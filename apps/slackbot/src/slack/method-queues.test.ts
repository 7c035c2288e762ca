import { createManualClock } from '@registry-images/slack-sandbox';
import { describe, expect, it } from 'vitest';

import { createMethodQueues, type MethodQueues } from './method-queues.ts';
import { SlackCallError } from './slack-call-error.ts';

const method = 'chat.postMessage';
const hurried = { withinMs: 0 };

function openQueues(): { queues: MethodQueues; advance: (ms: number) => void } {
  const time = createManualClock(0);
  const clock = { now: () => time.now(), after: (ms: number, task: () => void) => time.setTimer(ms, task) };
  return { queues: createMethodQueues(clock), advance: (ms) => time.advance(ms) };
}

function refuse(): Promise<never> {
  const reason = 'ratelimited';
  return Promise.reject(
    new SlackCallError({ method, problem: 'rate-limited', reason, retryAfterMs: 30_000 }),
  );
}

describe('createMethodQueues', () => {
  it('remembers nothing of calls that Slack has taken', async () => {
    const { queues } = openQueues();
    await queues.run({ teamId: 'T1', method, channelId: 'C1' }, hurried, async () => 'done');
    expect(queues.count).toBe(0);
  });

  it('remembers that a channel takes nothing for as long as that is so, though nobody posts there again', async () => {
    const { queues, advance } = openQueues();
    const refused = queues.run({ teamId: 'T1', method, channelId: 'C1' }, hurried, refuse);
    await expect(refused).rejects.toMatchObject({ problem: 'rate-limited' });
    const elsewhere = { teamId: 'T1', method, channelId: 'C2' };
    await queues.run(elsewhere, hurried, async () => 'done');
    expect(queues.count).toBe(1);
    advance(30_000);
    await queues.run(elsewhere, hurried, async () => 'done');
    expect(queues.count).toBe(0);
  });
});
