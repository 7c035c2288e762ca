import { describe, expect, it } from 'vitest';

import { isLoopback } from './loopback.ts';

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]'])('knows %s', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', 'example.com', '127.0.0.1.example.com', 'localhost.example.com', '10.0.0.1', ''])(
    'does not take "%s" for this machine',
    (host) => expect(isLoopback(host)).toBe(false),
  );
});
