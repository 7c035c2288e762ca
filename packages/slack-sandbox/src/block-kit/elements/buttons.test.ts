import { describe, expect, it } from 'vitest';

import { plain, mrkdwn, long, button, option, options, actions, type RuleCase } from '../samples.ts';
import { validateBlocks } from '../validate.ts';

const confirm = { title: plain('Sure?'), text: plain('It goes.'), confirm: plain('Yes'), deny: plain('No') };

const cases: readonly RuleCase[] = [
  [
    'a context holds no buttons',
    { type: 'context', elements: [plain('a')] },
    { type: 'context', elements: [button] },
    '/0/elements/0/type',
  ],
  [
    'a button text has 75 characters at most',
    actions({ type: 'button', text: plain(long(75)) }),
    actions({ type: 'button', text: plain(long(76)) }),
    '/0/elements/0/text/text',
  ],
  [
    'a button value has 2000 characters at most',
    actions({ ...button, value: long(2000) }),
    actions({ ...button, value: long(2001) }),
    '/0/elements/0/value',
  ],
  [
    'a button style is primary or danger',
    actions({ ...button, style: 'danger' }),
    actions({ ...button, style: 'default' }),
    '/0/elements/0/style',
  ],
  [
    'a button url is a link',
    actions({ ...button, url: 'https://a.example/' }),
    actions({ ...button, url: 'a.example' }),
    '/0/elements/0/url',
  ],
  [
    'a confirmation has all its texts',
    actions({ ...button, confirm }),
    actions({ ...button, confirm: { title: plain('a'), text: plain('a'), confirm: plain('a') } }),
    '/0/elements/0/confirm',
  ],
  [
    'a confirmation text is plain',
    actions({ ...button, confirm }),
    actions({ ...button, confirm: { ...confirm, text: mrkdwn('*a*') } }),
    '/0/elements/0/confirm/text/type',
  ],
  [
    'a confirmation title has 100 characters at most',
    actions({ ...button, confirm: { ...confirm, title: plain(long(100)) } }),
    actions({ ...button, confirm: { ...confirm, title: plain(long(101)) } }),
    '/0/elements/0/confirm/title/text',
  ],
  [
    'a confirmation text has 300 characters at most',
    actions({ ...button, confirm: { ...confirm, text: plain(long(300)) } }),
    actions({ ...button, confirm: { ...confirm, text: plain(long(301)) } }),
    '/0/elements/0/confirm/text/text',
  ],
  [
    'a confirmation button has 30 characters at most',
    actions({ ...button, confirm: { ...confirm, deny: plain(long(30)) } }),
    actions({ ...button, confirm: { ...confirm, deny: plain(long(31)) } }),
    '/0/elements/0/confirm/deny/text',
  ],
  [
    'an overflow menu has 5 options at most',
    actions({ type: 'overflow', options: options(5) }),
    actions({ type: 'overflow', options: options(6) }),
    '/0/elements/0/options',
  ],
  [
    'only an overflow option has a url',
    actions({ type: 'overflow', options: [{ ...option('a'), url: 'https://a.example/' }] }),
    actions({ type: 'static_select', options: [{ ...option('a'), url: 'https://a.example/' }] }),
    '/0/elements/0/options/0',
  ],
  [
    'a workflow button names a trigger',
    actions({
      type: 'workflow_button',
      text: plain('a'),
      workflow: { trigger: { url: 'https://a.example/' } },
    }),
    actions({ type: 'workflow_button', text: plain('a'), workflow: {} }),
    '/0/elements/0/workflow',
  ],
  [
    'feedback buttons are two',
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          positive_button: { text: plain('a'), value: 'a' },
          negative_button: { text: plain('b'), value: 'b' },
        },
      ],
    },
    {
      type: 'context_actions',
      elements: [{ type: 'feedback_buttons', positive_button: { text: plain('a'), value: 'a' } }],
    },
    '/0/elements/0',
  ],
  [
    'an image has one source',
    { type: 'image', alt_text: 'a', image_url: 'https://a.example/a.png' },
    { type: 'image', alt_text: 'a', image_url: 'https://a.example/a.png', slack_file: { id: 'F1' } },
    '/0',
  ],
  [
    'an image has an alt text',
    { type: 'image', alt_text: 'a', slack_file: { id: 'F1' } },
    { type: 'image', slack_file: { id: 'F1' } },
    '/0',
  ],
  [
    'an image comes from the web',
    { type: 'image', alt_text: 'a', image_url: 'https://a.example/a.png' },
    { type: 'image', alt_text: 'a', image_url: 'file:///a.png' },
    '/0/image_url',
  ],
];

describe('validateBlocks', () => {
  it.each(cases)('holds that %s', (_rule, accepted, refused, pointer) => {
    expect(validateBlocks([accepted]).problems).toEqual([]);
    expect(validateBlocks([refused]).problems.map((problem) => problem.pointer)).toEqual([pointer]);
  });
});
