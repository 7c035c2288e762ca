import { isResourceId } from '@registry-images/model';

import { logLevels, type LogLevel } from '../log.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import { defaultPolicy, type Policy } from '../policy/policy.ts';
import type { ListenAddress } from '../receivers/http-server.ts';
import type { RegistryScope } from '../registry-scope.ts';
import { isHeaderText, isPullPrefix, isHttpUrl, isPort, isText, startsWith, withSlash } from './values.ts';

/** The environment that {@link parseConfig} reads. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How the bot is set up. */
export interface Config {
  readonly address: ListenAddress;
  readonly slack: {
    readonly botToken: string;
    /** Slack's Web API, ending in a slash; undefined for Slack's own. */
    readonly apiUrl: string | undefined;
    readonly transport:
      | { readonly mode: 'http'; readonly signingSecret: string }
      | { readonly mode: 'socket'; readonly appToken: string };
  };
  readonly images: {
    readonly apiUrl: string;
    readonly operationsUrl: string | undefined;
    readonly token: string | undefined;
    readonly scope: RegistryScope;
    /** What stands before the names of repositories where images are pulled; undefined where nobody has said. */
    readonly pullPrefix: string | undefined;
  };
  /** The path of the database, or `:memory:`. */
  readonly databasePath: string;
  readonly policy: Policy;
  readonly logLevel: LogLevel;
}

/** Reads a whole text file. */
export type ReadTextFile = (path: string) => string;

/** Beside whatever is there: in a container the working directory is a volume of the bot. */
const defaultDatabasePath = 'slackbot.sqlite';

/** The environment does not say how to run. Names every problem, and no value: values may be secrets. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/**
 * Reads the configuration from the environment and from the policy file that it names. An empty variable counts as one that
 * is not set.
 *
 * @throws ConfigError with all that is wrong with both, not with the first problem alone.
 */
export function parseConfig(env: Environment, readTextFile: ReadTextFile): Config {
  const problems: string[] = [];

  function optional(name: string, isValid: (value: string) => boolean, must: string): string | undefined {
    const value = env[name] === '' ? undefined : env[name];
    if (value === undefined || isValid(value)) return value;
    problems.push(`${name} must be ${must}.`);
    return undefined;
  }
  function required(name: string, isValid: (value: string) => boolean, must: string): string {
    if (!env[name]) problems.push(`${name} is not set: ${must}.`);
    return optional(name, isValid, must) ?? '';
  }
  function parseTransport(): Config['slack']['transport'] {
    const mode = optional('SLACK_MODE', (value) => ['http', 'socket'].includes(value), '"http" or "socket"');
    if (mode === 'socket') {
      const must = 'an app-level token, beginning with "xapp-"';
      return { mode, appToken: required('SLACK_APP_TOKEN', startsWith('xapp-'), must) };
    }
    // Which secret a mode needs that there is not, nobody can say.
    const isUnknown = mode === undefined && env['SLACK_MODE'];
    const must = 'the signing secret of the Slack app';
    return { mode: 'http', signingSecret: isUnknown ? '' : required('SLACK_SIGNING_SECRET', isText, must) };
  }
  function parseScope(): RegistryScope {
    const registryId = optional('IMAGES_REGISTRY_ID', isResourceId, 'the id of a registry');
    const folderId = optional('IMAGES_FOLDER_ID', isResourceId, 'the id of a folder');
    if (!env['IMAGES_REGISTRY_ID'] === !env['IMAGES_FOLDER_ID']) {
      problems.push('Set either IMAGES_REGISTRY_ID or IMAGES_FOLDER_ID, so that the bot knows what to list.');
    }
    if (registryId !== undefined) return { kind: 'registry', registryId };
    return { kind: 'folder', folderId: folderId ?? '' };
  }

  function parseLogLevel(): LogLevel {
    const value = optional('LOG_LEVEL', isLogLevel, `one of ${logLevels.join(', ')}`);
    return logLevels.find((level) => level === value) ?? 'info';
  }
  function readPolicy(): Policy {
    const path = env['POLICY_FILE'];
    if (!path) return defaultPolicy;
    let text: string;
    try {
      text = readTextFile(path);
    } catch (error) {
      problems.push(`POLICY_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
      return defaultPolicy;
    }
    const parsed = parsePolicy(text);
    if ('policy' in parsed) return parsed.policy;
    problems.push(...parsed.problems.map((problem) => `Policy, ${problem}`));
    return defaultPolicy;
  }

  const config: Config = {
    address: {
      host: optional('HOST', isText, 'an address of this machine') ?? '0.0.0.0',
      port: Number(optional('PORT', isPort, 'a port, 0 to 65535') ?? '3000'),
    },
    slack: {
      botToken: required('SLACK_BOT_TOKEN', startsWith('xoxb-'), 'a bot token, beginning with "xoxb-"'),
      apiUrl: withSlash(optional('SLACK_API_URL', isHttpUrl, 'an http(s) URL without credentials')),
      transport: parseTransport(),
    },
    images: {
      apiUrl: required('IMAGES_API_URL', isHttpUrl, 'the http(s) URL of the Image API, without credentials'),
      operationsUrl: optional('IMAGES_OPERATIONS_URL', isHttpUrl, 'an http(s) URL without credentials'),
      token: optional('IMAGES_API_TOKEN', isHeaderText, 'a token of visible ASCII characters'),
      scope: parseScope(),
      pullPrefix: optional(
        'IMAGES_PULL_PREFIX',
        isPullPrefix,
        'what stands before the names of repositories, such as "cr.yandex/<id of the registry>" or "localhost:5000"',
      ),
    },
    databasePath: optional('DATABASE', isText, 'the path of a file, or ":memory:"') ?? defaultDatabasePath,
    policy: readPolicy(),
    logLevel: parseLogLevel(),
  };
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Every secret of a configuration, to be kept out of the log. */
export function secretsOf({ slack, images }: Config): string[] {
  const { transport, botToken } = slack;
  const slackSecret = transport.mode === 'http' ? transport.signingSecret : transport.appToken;
  return [botToken, slackSecret, ...(images.token === undefined ? [] : [images.token])];
}

function isLogLevel(value: string): boolean {
  return logLevels.some((level) => level === value);
}
