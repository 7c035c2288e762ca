import type { StatusDetail } from '@registry-images/model';

import { messageOf, messagesOf, stringOf, WrongValueError, type Members } from './proto-json.ts';

/**
 * A fact about an error. `type` is the name of the message in google.rpc; what the message leaves out is an empty string
 * or list. A message that is none of these, or not well formed, is `Other`, with all that it has.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export type ErrorDetail =
  | {
      readonly type: 'ErrorInfo';
      readonly reason: string;
      readonly domain: string;
      readonly metadata: Readonly<Record<string, string>>;
    }
  | { readonly type: 'BadRequest'; readonly fieldViolations: readonly Texts<'field' | 'description'>[] }
  | {
      readonly type: 'PreconditionFailure';
      readonly violations: readonly Texts<'type' | 'subject' | 'description'>[];
    }
  | { readonly type: 'QuotaFailure'; readonly violations: readonly Texts<'subject' | 'description'>[] }
  | { readonly type: 'RetryInfo'; readonly retryDelayMs: number }
  | ({ readonly type: 'RequestInfo' } & Texts<'requestId' | 'servingData'>)
  | { readonly type: 'Help'; readonly links: readonly Texts<'description' | 'url'>[] }
  | ({ readonly type: 'LocalizedMessage' } & Texts<'locale' | 'message'>)
  | { readonly type: 'Other'; readonly detail: StatusDetail };

/** Strings by name. */
type Texts<Name extends string> = { readonly [Key in Name]: string };

const readers: Readonly<Record<string, (detail: Members) => ErrorDetail>> = {
  ErrorInfo: (detail) => ({
    type: 'ErrorInfo',
    ...textsOf(detail, 'reason', 'domain'),
    metadata: messageOf(detail.metadata, 'metadata', (map) => textsOf(map, ...Object.keys(map))) ?? {},
  }),
  BadRequest: (detail) => ({
    type: 'BadRequest',
    fieldViolations: listOfTexts(detail, 'fieldViolations', 'field', 'description'),
  }),
  PreconditionFailure: (detail) => ({
    type: 'PreconditionFailure',
    violations: listOfTexts(detail, 'violations', 'type', 'subject', 'description'),
  }),
  QuotaFailure: (detail) => ({
    type: 'QuotaFailure',
    violations: listOfTexts(detail, 'violations', 'subject', 'description'),
  }),
  RetryInfo: (detail) => ({
    type: 'RetryInfo',
    retryDelayMs: readDurationMs(stringOf(detail.retryDelay, 'retryDelay') || '0s'),
  }),
  RequestInfo: (detail) => ({ type: 'RequestInfo', ...textsOf(detail, 'requestId', 'servingData') }),
  Help: (detail) => ({ type: 'Help', links: listOfTexts(detail, 'links', 'description', 'url') }),
  LocalizedMessage: (detail) => ({ type: 'LocalizedMessage', ...textsOf(detail, 'locale', 'message') }),
};

/** Reads a detail of a Status. It never throws: a detail only adds to an error, which must not get lost for it. */
export function decodeErrorDetail(detail: StatusDetail): ErrorDetail {
  const [, name = ''] = /\/google\.rpc\.(\w+)$/.exec(detail['@type'] ?? '') ?? [];
  try {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    return read ? read(detail) : { type: 'Other', detail };
  } catch (error) {
    if (error instanceof WrongValueError) return { type: 'Other', detail };
    throw error;
  }
}

function listOfTexts<Name extends string>(
  detail: Members,
  list: string,
  ...names: readonly Name[]
): Texts<Name>[] {
  return messagesOf(detail[list], list, (item) => textsOf(item, ...names));
}

/** Reads strings. What it gives has an entry for each name, which the type of Object.fromEntries cannot say. */
function textsOf<Name extends string>(members: Members, ...names: readonly Name[]): Texts<Name>;
function textsOf(members: Members, ...names: readonly string[]): Texts<string> {
  return Object.fromEntries(names.map((name) => [name, stringOf(members[name], name)]));
}

/** Reads a Duration, such as `1.5s`: https://protobuf.dev/programming-guides/json/ */
function readDurationMs(text: string): number {
  const [, seconds] = /^(\d+(?:\.\d{1,9})?)s$/.exec(text) ?? [];
  if (seconds === undefined) throw new WrongValueError('a duration', '');
  return Number(seconds) * 1000;
}
