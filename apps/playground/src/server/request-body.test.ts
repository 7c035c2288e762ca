import { assert, jsonValue, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  parseChooseBody,
  parseCloseBody,
  parseCommandBody,
  parsePressBody,
  parseSubmitBody,
  RequestBodyError,
} from './request-body.ts';

const button = { channel: 'C1', ts: '1.000001', actionId: 'go' };

describe('parseCommandBody', () => {
  it('takes the four fields and nothing else', () => {
    const body = { user: 'U1', channel: 'C1', command: '/images', text: 'list' };
    expect(parseCommandBody({ ...body, more: true })).toEqual(body);
  });

  it('names the field that is missing', () => {
    expect(() => parseCommandBody({ user: 'U1', channel: 'C1', command: '/images' })).toThrow(
      '"text" must be a string.',
    );
  });
});

describe('parsePressBody', () => {
  it('takes an element of a message and one of a modal', () => {
    expect(parsePressBody({ user: 'U1', target: button }).target).toEqual(button);
    const inModal = { viewId: 'V1', blockId: 'b', actionId: 'go' };
    expect(parsePressBody({ user: 'U1', target: inModal }).target).toEqual(inModal);
  });
});

describe('parseChooseBody', () => {
  it.each(['text', 5, null, ['a', 'b'], []])('takes %j', (value) => {
    expect(parseChooseBody({ user: 'U1', target: button, value }).value).toEqual(value);
  });

  it.each([true, {}, [1], undefined])('refuses %j', (value) => {
    expect(() => parseChooseBody({ user: 'U1', target: button, value })).toThrow(RequestBodyError);
  });
});

describe('parseSubmitBody', () => {
  it('names the input whose value cannot be', () => {
    expect(() => parseSubmitBody({ user: 'U1', viewId: 'V1', values: { name: {} } })).toThrow(
      /"values\.name"/,
    );
  });
});

describe('every parser', () => {
  it.each([parseCommandBody, parsePressBody, parseChooseBody, parseSubmitBody, parseCloseBody])(
    'answers any JSON with a value or a RequestBodyError: $name',
    (parse) => {
      assert(
        property(jsonValue(), (body) => {
          const outcome = attempt(() => parse(body));
          expect(outcome === undefined || outcome instanceof RequestBodyError).toBe(true);
        }),
      );
    },
  );
});

/** What an action throws; undefined where it does not. */
function attempt(action: () => unknown): unknown {
  try {
    action();
    return undefined;
  } catch (error) {
    return error;
  }
}
