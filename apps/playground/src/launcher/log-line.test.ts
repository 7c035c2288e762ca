import { describe, expect, it } from 'vitest';

import { parseReadyLine } from './log-line.ts';

describe('parseReadyLine', () => {
  it('finds the line that says ready, with its URL', () => {
    expect(parseReadyLine('{"level":30,"msg":"ready","url":"http://127.0.0.1:1"}')).toEqual({
      url: 'http://127.0.0.1:1',
    });
  });

  it('takes a program that has no URL', () => {
    expect(parseReadyLine('{"msg":"ready"}')).toEqual({ url: undefined });
  });

  it.each(['', 'ready', '{"msg":"stopped"}', 'null', '[]', '"ready"', '{"msg":'])(
    'takes no other line: %j',
    (line) => expect(parseReadyLine(line)).toBeUndefined(),
  );
});
