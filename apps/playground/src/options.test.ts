import { describe, expect, it } from 'vitest';

import { parseOptions, PlaygroundOptionsError } from './options.ts';

describe('parseOptions', () => {
  it('has a default for everything', () => {
    expect(parseOptions([], {})).toEqual({
      dataFolder: undefined,
      port: undefined,
      slackMode: 'http',
      isVerbose: false,
      wantsHelp: false,
    });
  });

  it('reads the command line and the environment', () => {
    const options = parseOptions(['--data', 'here', '--verbose'], { PORT: '5000', SLACK_MODE: 'socket' });
    expect(options).toMatchObject({ dataFolder: 'here', port: 5000, slackMode: 'socket', isVerbose: true });
  });

  it('lets the command line win over the environment', () => {
    expect(parseOptions(['--socket-mode'], { SLACK_MODE: 'http' }).slackMode).toBe('socket');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(parseOptions([], { PORT: '', SLACK_MODE: '' })).toMatchObject({
      port: undefined,
      slackMode: 'http',
    });
  });

  it('names everything that is wrong at once', () => {
    expect(() => parseOptions([], { PORT: '70000', SLACK_MODE: 'pigeon' })).toThrow(
      new PlaygroundOptionsError([
        'SLACK_MODE is "pigeon"; it must be http or socket.',
        'PORT is "70000"; it must be a number from 0 to 65535.',
      ]),
    );
  });

  it('refuses an option that there is not, and says where to look', () => {
    expect(() => parseOptions(['--prot', '1'], {})).toThrow(/--prot.*See --help/s);
  });
});
