import { describe, expect, it } from 'vitest';

import { createMetrics } from './metrics.ts';

describe('createMetrics', () => {
  it('tells what it was told', async () => {
    const metrics = createMetrics({ ofProcess: false });
    metrics.acknowledged('command', 0.004);
    metrics.requestRefused('wrong signature');
    metrics.repeated('event');
    metrics.answered({ action: 'list', outcome: 'unavailable', isFailure: true, seconds: 0.2 });
    metrics.deletionEnded('deleted');
    metrics.ended({ method: 'views.open', outcome: 'ok', seconds: 0.1 });
    metrics.rateLimited('chat.update');
    metrics.watch({ slackWaiting: () => new Map([['chat.update', 2]]), inFlight: () => 3 });
    const { text, contentType } = await metrics.read();
    expect(contentType).toMatch(/^text\/plain/);
    for (const line of [
      'slackbot_acknowledgement_seconds_bucket{le="0.005",kind="command"} 1',
      'slackbot_requests_refused_total{reason="wrong signature"} 1',
      'slackbot_repeated_deliveries_total{kind="event"} 1',
      'slackbot_answers_total{action="list",outcome="unavailable"} 1',
      'slackbot_failures_total{outcome="unavailable"} 1',
      'slackbot_deletions_total{outcome="deleted"} 1',
      'slackbot_slack_calls_total{method="views.open",outcome="ok"} 1',
      'slackbot_slack_rate_limited_total{method="chat.update"} 1',
      'slackbot_slack_calls_waiting{method="chat.update"} 2',
      'slackbot_in_flight 3',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).not.toContain('slackbot_socket_connected');
  });

  it('tells of the connection where there is one, and of the process where it is asked to', async () => {
    const metrics = createMetrics({ ofProcess: true });
    metrics.connected(true);
    metrics.connected(false);
    const { text } = await metrics.read();
    expect(text).toContain('slackbot_socket_connected 0\n');
    expect(text).toContain('process_resident_memory_bytes');
  });
});
