import { LogLevel, type Logger } from '@slack/bolt';

import { errorFields, type Log } from './log.ts';

/** Lets Bolt write its warnings and errors into the log. The rest is left out: at that level it logs whole payloads. */
export function toBoltLogger(log: Log): Logger {
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn('slack', { details: parts.map(toField) }),
    error: (...parts) => log.error('slack', { details: parts.map(toField) }),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

function toField(part: unknown): unknown {
  return part instanceof Error ? errorFields(part) : String(part);
}
