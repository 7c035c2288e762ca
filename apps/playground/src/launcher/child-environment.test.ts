import { describe, expect, it } from 'vitest';

import { childEnvironment } from './child-environment.ts';

describe('childEnvironment', () => {
  it('passes on what a program needs to run, and its settings', () => {
    expect(childEnvironment({ PATH: '/bin', HOME: '/home/ada' }, { PORT: '0' })).toEqual({
      PATH: '/bin',
      HOME: '/home/ada',
      PORT: '0',
    });
  });

  it('keeps everything else back', () => {
    expect(childEnvironment({ AWS_SECRET_ACCESS_KEY: 's3cret', NODE_OPTIONS: '--inspect' }, {})).toEqual({});
  });
});
