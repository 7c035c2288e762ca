import type { StatusDetail } from '@registry-images/model';

import { decodeOr } from './errors/decode-error.ts';
import { fieldsOf, listOf, optional, readMembers, stringOf, wrong } from './proto-json.ts';

/**
 * A fact about an error. `type` is the name of the message in google.rpc; what the message leaves out is an empty string
 * or list. A message that is none of these, or not well formed, is `Other`, with all that it has.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export type ErrorDetail =
  | {
      readonly type: 'ErrorInfo';
      /** Why, in a word that programs can tell apart, e.g. `IMAGE_IN_USE`. */
      readonly reason: string;
      /** Whose word that is, e.g. the host name of a service. */
      readonly domain: string;
      /** More about this error, by name. */
      readonly metadata: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'BadRequest';
      /** Which fields of the request are wrong, and how. */
      readonly fieldViolations: readonly Texts<'field' | 'description'>[];
    }
  | {
      readonly type: 'PreconditionFailure';
      /** What must be otherwise before the call can succeed. */
      readonly violations: readonly Texts<'type' | 'subject' | 'description'>[];
    }
  | {
      readonly type: 'QuotaFailure';
      /** Which quotas were used up. */
      readonly violations: readonly Texts<'subject' | 'description'>[];
    }
  | {
      readonly type: 'RetryInfo';
      /** How long to wait before the next attempt, in ms. */
      readonly retryDelayMs: number;
    }
  | ({ readonly type: 'RequestInfo' } & Texts<'requestId' | 'servingData'>)
  | {
      readonly type: 'Help';
      /** Where to read more. */
      readonly links: readonly Texts<'description' | 'url'>[];
    }
  | ({ readonly type: 'LocalizedMessage' } & Texts<'locale' | 'message'>)
  | {
      readonly type: 'Other';
      /** The fact as it came. */
      readonly detail: StatusDetail;
    };

/** Strings by name. */
type Texts<Name extends string> = { readonly [Key in Name]: string };

type Fact<Type extends ErrorDetail['type']> = Omit<Extract<ErrorDetail, { type: Type }>, 'type'>;

const optionalTexts = optional(readTexts);

/** How the messages are read, without their types. */
const facts: Readonly<Record<string, (detail: unknown) => object>> = {
  ErrorInfo: fieldsOf({
    reason: stringOf,
    domain: stringOf,
    metadata: (value, name) => optionalTexts(value, name) ?? {},
  }),
  BadRequest: fieldsOf({
    fieldViolations: listOf(fieldsOf({ field: stringOf, description: stringOf })),
  }),
  PreconditionFailure: fieldsOf({
    violations: listOf(fieldsOf({ type: stringOf, subject: stringOf, description: stringOf })),
  }),
  QuotaFailure: fieldsOf({
    violations: listOf(fieldsOf({ subject: stringOf, description: stringOf })),
  }),
  RetryInfo: (detail) => ({ retryDelayMs: durationMsOf(readMembers(detail).retryDelay, 'retryDelay') }),
  RequestInfo: fieldsOf({ requestId: stringOf, servingData: stringOf }),
  Help: fieldsOf({ links: listOf(fieldsOf({ description: stringOf, url: stringOf })) }),
  LocalizedMessage: fieldsOf({ locale: stringOf, message: stringOf }),
} satisfies { readonly [Type in Exclude<ErrorDetail['type'], 'Other'>]: (detail: unknown) => Fact<Type> };

/** Reads a detail of a Status. It never throws: a detail only adds to an error, which must not get lost for it. */
export function decodeErrorDetail(detail: StatusDetail): ErrorDetail;
// The compiler cannot know that a type and what it has by the table belong together.
export function decodeErrorDetail(detail: StatusDetail): object {
  const other = { type: 'Other', detail };
  const [, type = ''] = /\/google\.rpc\.(\w+)$/.exec(detail['@type'] ?? '') ?? [];
  const read = Object.hasOwn(facts, type) && facts[type];
  return decodeOr<object>(
    () => (read ? { type, ...read(detail) } : other),
    () => other,
  );
}

function readTexts(json: unknown): Record<string, string> {
  const texts = Object.entries(readMembers(json));
  return Object.fromEntries(texts.map(([name, text]) => [name, stringOf(text, name)]));
}

/** Reads a Duration, such as `1.5s`: https://protobuf.dev/programming-guides/json/ */
function durationMsOf(value: unknown, name: string): number {
  const [, seconds] = /^(\d+(?:\.\d{1,9})?)s$/.exec(stringOf(value, name) || '0s') ?? [];
  if (seconds === undefined) throw wrong('a duration', name);
  return Number(seconds) * 1000;
}
