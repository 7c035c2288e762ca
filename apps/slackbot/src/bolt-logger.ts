import { LogLevel, type Logger } from '@slack/bolt';

import { errorFields, type Log } from './log.ts';

/** Lets Bolt write its warnings and errors into the log. The rest is left out: at that level it logs whole payloads. */
export function toBoltLogger(log: Log): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn('slack', { detail: write(parts) }),
    error: (...parts) => log.error('slack', { detail: write(parts) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

function write(parts: readonly unknown[]): string {
  return parts
    .map((part) => (part instanceof Error ? JSON.stringify(errorFields(part)) : String(part)))
    .join(' ');
}
