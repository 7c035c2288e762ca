import {
  ApiError,
  ConnectionError,
  CredentialError,
  DecodeError,
  InvalidArgumentError,
  OperationFailedError,
  OperationTimeoutError,
  TimeoutError,
} from '@registry-images/client';
import { statusCodes } from '@registry-images/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { describeFailure } from './failure.ts';
import { ScopeNotFoundError } from './features/image-source.ts';
import { UnorderedImagesError } from './features/plan-cleanup.ts';
import { NotInstalledError } from './installations/installations.ts';
import { SlackCallError } from './slack/slack-call-error.ts';
import { DatabaseError } from './state/database-error.ts';
import { StoppingError } from './stopping-error.ts';
import { english } from './texts/english.ts';
import { oneLine } from './views/mrkdwn.ts';

const fields = { httpStatus: 400, requestId: undefined, retryAfterMs: undefined, details: [] };
const ids = { operationId: 'o1', imageId: 'i1' };
const context = { texts: english, newIncidentId: () => 'i1' };
const slackFailure = { problem: 'unreachable', reason: 'no answer' } as const;
const state = { imageId: 'i1', operation: { id: 'o1' } };

describe('describeFailure', () => {
  it.each([
    [new ConnectionError('x'), /cannot be reached/],
    [new TimeoutError('x', 1), /takes too long/],
    [new CredentialError('x'), /IMAGES_API_TOKEN/],
    [new OperationTimeoutError('x', { operationId: 'o1', timeoutMs: 1, state }), /may still be running/],
    [
      new OperationFailedError('x', { ...ids, status: 'INTERNAL', serverMessage: 'Disk full.', details: [] }),
      /could not finish it: `Disk full`\./,
    ],
    [new StoppingError(), /being restarted/],
    [new NotInstalledError('T1'), /not set up for this workspace/],
    [new DatabaseError('bot.sqlite', 'busy'), /write down what it does/],
    [new SlackCallError({ ...slackFailure, method: 'views.open' }), /dialog/],
    [new SlackCallError({ ...slackFailure, method: 'usergroups.list' }), /which groups people are in/],
    [new SlackCallError({ ...slackFailure, method: 'chat.postMessage' }), /Slack did not/],
    [new UnorderedImagesError('app'), /--keep-last/],
    [new ScopeNotFoundError({ kind: 'folder', folderId: 'f' }, undefined), /IMAGES_FOLDER_ID/],
  ])('has something to do for %s', (error, text) => {
    const failure = describeFailure(error, context);
    expect(failure.text).toMatch(text);
    expect(failure.incidentId).toBeUndefined();
  });

  it.each([
    new DecodeError('secret', '/images'),
    new InvalidArgumentError('imageId', 'secret'),
    new TypeError('secret'),
    'secret',
    undefined,
  ])('tells nothing of %s but an incident id', (error) => {
    const { text, incidentId } = describeFailure(error, context);
    expect(text).toContain('incident `i1`');
    expect(text).not.toContain('secret');
    expect(incidentId).toBe('i1');
  });

  it.each(statusCodes)('has a text for %s that fits into a message and mentions nobody', (status) => {
    const error = new ApiError('x', { ...fields, status, serverMessage: '<!channel> & '.repeat(200) });
    const { text } = describeFailure(error, context);
    expect(text.length).toBeLessThan(3000);
    expect(text).not.toContain('<');
  });

  it('says what the registry says as it is, whatever mark-up that would be', () => {
    const markup = '*Approved by admin* :white_check_mark: _a_ ~b~ `c` <!here>';
    fc.assert(
      fc.property(
        fc.constantFrom('PERMISSION_DENIED', 'FAILED_PRECONDITION', 'INVALID_ARGUMENT', 'DATA_LOSS'),
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.constant(markup)),
        (status, serverMessage) => {
          const { text } = describeFailure(new ApiError('x', { ...fields, status, serverMessage }), context);
          const own = describeFailure(new ApiError('x', { ...fields, status, serverMessage: 'W' }), context);
          const [before = '', after = ''] = own.text.split(': `W`');
          if (oneLine(serverMessage).replace(/\.$/, '') === '') return;
          expect(text.startsWith(`${before}: \``)).toBe(true);
          expect(text.endsWith(`\`${after}`)).toBe(true);
          expect(text.slice(before.length + 3, text.length - after.length - 1)).not.toMatch(/[`<>\n]/);
        },
      ),
    );
  });
});
