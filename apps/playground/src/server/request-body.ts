import type { ElementTarget, InputValue } from '@registry-images/slack-sandbox';

/** A request that the page would never send: a field is missing, or of the wrong type. */
export class RequestBodyError extends Error {
  override readonly name = 'RequestBodyError';
  /** The field, as in `channel`; empty for the body itself. */
  readonly field: string;

  constructor(field: string, expectation: string) {
    super(field === '' ? `The body must be ${expectation}.` : `"${field}" must be ${expectation}.`);
    this.field = field;
  }
}

/** What `POST /api/command` takes. */
export interface CommandBody {
  readonly user: string;
  readonly channel: string;
  readonly command: string;
  readonly text: string;
}

/** What `POST /api/press` takes. */
export interface PressBody {
  readonly user: string;
  readonly target: ElementTarget;
}

/** What `POST /api/choose` takes. */
export interface ChooseBody extends PressBody {
  readonly value: InputValue;
}

/** What `POST /api/type-ahead` takes. */
export interface TypeAheadBody extends PressBody {
  readonly query: string;
}

/** What `POST /api/home` takes. */
export interface HomeBody {
  readonly user: string;
}

/** What `POST /api/submit` takes. */
export interface SubmitBody {
  readonly user: string;
  readonly viewId: string;
  readonly values: Readonly<Record<string, InputValue>>;
}

/** What `POST /api/close` takes. */
export interface CloseBody {
  readonly user: string;
  readonly viewId: string;
  readonly all: boolean;
}

/** Checks the body of `POST /api/command`. Throws {@link RequestBodyError}. */
export function parseCommandBody(body: unknown): CommandBody {
  const fields = readFields(body, '');
  return {
    user: readText(fields, 'user'),
    channel: readText(fields, 'channel'),
    command: readText(fields, 'command'),
    text: readText(fields, 'text'),
  };
}

/** Checks the body of `POST /api/press`. Throws {@link RequestBodyError}. */
export function parsePressBody(body: unknown): PressBody {
  const fields = readFields(body, '');
  return { user: readText(fields, 'user'), target: readTarget(fields['target']) };
}

/** Checks the body of `POST /api/choose`. Throws {@link RequestBodyError}. */
export function parseChooseBody(body: unknown): ChooseBody {
  const fields = readFields(body, '');
  return { ...parsePressBody(body), value: readInputValue(fields['value'], 'value') };
}

/** Checks the body of `POST /api/type-ahead`. Throws {@link RequestBodyError}. */
export function parseTypeAheadBody(body: unknown): TypeAheadBody {
  return { ...parsePressBody(body), query: readText(readFields(body, ''), 'query') };
}

/** Checks the body of `POST /api/home`. Throws {@link RequestBodyError}. */
export function parseHomeBody(body: unknown): HomeBody {
  return { user: readText(readFields(body, ''), 'user') };
}

/** Checks the body of `POST /api/submit`. Throws {@link RequestBodyError}. */
export function parseSubmitBody(body: unknown): SubmitBody {
  const fields = readFields(body, '');
  const values = Object.entries(readFields(fields['values'], 'values'));
  return {
    user: readText(fields, 'user'),
    viewId: readText(fields, 'viewId'),
    values: Object.fromEntries(
      values.map(([blockId, value]) => [blockId, readInputValue(value, `values.${blockId}`)]),
    ),
  };
}

/** Checks the body of `POST /api/close`. Throws {@link RequestBodyError}. */
export function parseCloseBody(body: unknown): CloseBody {
  const fields = readFields(body, '');
  const { all } = fields;
  if (typeof all !== 'boolean') {
    throw new RequestBodyError('all', 'true or false');
  }
  return { user: readText(fields, 'user'), viewId: readText(fields, 'viewId'), all };
}

function readTarget(value: unknown): ElementTarget {
  const fields = readFields(value, 'target');
  const { blockId } = fields;
  if (blockId !== undefined && typeof blockId !== 'string') {
    throw new RequestBodyError('blockId', 'a string');
  }
  const element = { actionId: readText(fields, 'actionId'), ...(blockId !== undefined && { blockId }) };
  return 'viewId' in fields
    ? { viewId: readText(fields, 'viewId'), ...element }
    : { channel: readText(fields, 'channel'), ts: readText(fields, 'ts'), ...element };
}

function readInputValue(value: unknown, field: string): InputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') {
    return value;
  }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value;
  }
  throw new RequestBodyError(field, 'a string, a number, an array of strings or null');
}

function readText(fields: Readonly<Record<string, unknown>>, field: string): string {
  const value = fields[field];
  if (typeof value !== 'string') {
    throw new RequestBodyError(field, 'a string');
  }
  return value;
}

function readFields(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestBodyError(field, 'a JSON object');
  }
  return Object.fromEntries(Object.entries(value));
}
