import { describe, expect, it } from 'vitest';

import { signatureProblem } from './signature.ts';

// The example of https://docs.slack.dev/authentication/verifying-requests-from-slack
const body =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const example = {
  signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
  body: Buffer.from(body),
  timestamp: '1531420618',
  signature: 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  nowMs: 1_531_420_618_000,
};

describe('signatureProblem', () => {
  it('has nothing against the example of the documentation, five minutes off either way', () => {
    expect(signatureProblem(example)).toBeUndefined();
    expect(signatureProblem({ ...example, nowMs: example.nowMs - 300_000 })).toBeUndefined();
    expect(signatureProblem({ ...example, nowMs: example.nowMs + 300_000 })).toBeUndefined();
  });

  it.each([
    ['not signed', { signature: undefined }],
    ['not signed', { timestamp: undefined }],
    ['malformed timestamp', { timestamp: '1e9' }],
    ['malformed timestamp', { timestamp: '' }],
    ['timestamp more than five minutes off', { nowMs: example.nowMs + 301_000 }],
    ['timestamp more than five minutes off', { nowMs: example.nowMs - 301_000 }],
    ['wrong signature', { body: Buffer.from(`${body}&x=1`) }],
    ['wrong signature', { signature: 'v0=' }],
    ['wrong signature', { signature: example.signature.replace('v0', 'v1') }],
    ['wrong signature', { signingSecret: 'another' }],
    ['wrong signature', { timestamp: '1531420619' }],
  ])('finds: %s, in %j', (problem, change) => {
    expect(signatureProblem({ ...example, ...change })).toBe(problem);
  });
});
