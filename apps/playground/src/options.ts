import { parseArgs } from 'node:util';

/** What the playground is told when it starts. */
export interface PlaygroundOptions {
  /** The folder of the images and the logs, as it was given. Missing: `.data` of the repository. */
  readonly dataFolder: string | undefined;
  /** The port of the page. Missing: the first free one from {@link firstPort} on. */
  readonly port: number | undefined;
  /** How the bot is reached. */
  readonly slackMode: 'http' | 'socket';
  /** Shows the logs of the service and the bot here too. */
  readonly isVerbose: boolean;
  /** Only says what can be told. */
  readonly wantsHelp: boolean;
}

/** The port of the page where nobody chose one. */
export const firstPort = 4100;

/** What `--help` shows. */
export const help: string = `Starts the image service, the Slack bot, and a web page on which you act as a Slack user.

  --data <folder>   where the images and the logs are (default: .data in the repository)
  --socket-mode     connects the bot by Socket Mode instead of signed HTTP requests; so does SLACK_MODE=socket
  --verbose         shows the logs of the service and the bot; otherwise they are only in the data folder
  --help            shows this

PORT chooses the port of the page (default: ${firstPort}, or the next free one).`;

/** Something in the command line or the environment cannot be. */
export class PlaygroundOptionsError extends Error {
  override readonly name = 'PlaygroundOptionsError';
  /** All that is wrong, a sentence each. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join('\n'), options);
    this.problems = problems;
  }
}

/** Reads the command line and the environment. Throws {@link PlaygroundOptionsError} with everything that is wrong. */
export function parseOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): PlaygroundOptions {
  const flags = readFlags(args);
  const port = env['PORT'] || undefined;
  const slackMode = flags['socket-mode'] ? 'socket' : env['SLACK_MODE'] || 'http';
  const isMode = slackMode === 'http' || slackMode === 'socket';
  const problems = [
    !isMode && `SLACK_MODE is "${slackMode}"; it must be http or socket.`,
    !isPort(port) && `PORT is "${port}"; it must be a number from 0 to 65535.`,
  ].filter((problem) => problem !== false);
  if (!isMode || problems.length > 0) {
    throw new PlaygroundOptionsError(problems);
  }
  return {
    dataFolder: flags.data,
    port: port === undefined ? undefined : Number(port),
    slackMode,
    isVerbose: flags.verbose,
    wantsHelp: flags.help,
  };
}

function readFlags(args: readonly string[]): {
  readonly data?: string | undefined;
  readonly 'socket-mode': boolean;
  readonly verbose: boolean;
  readonly help: boolean;
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: 'string' },
        'socket-mode': { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PlaygroundOptionsError([`${reason} See --help.`], { cause });
  }
}

function isPort(text: string | undefined): boolean {
  return text === undefined || (/^\d{1,5}$/.test(text) && Number(text) <= 65_535);
}
