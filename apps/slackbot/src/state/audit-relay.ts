import type { AuditSink } from './audit-log.ts';

/** Passes the lines of the audit on to those who come after the log was opened. */
export interface AuditRelay extends AuditSink {
  /** From now on passes lines on to this sink, too. */
  subscribe(sink: AuditSink): void;
}

/** Makes an {@link AuditRelay}. */
export function createAuditRelay(): AuditRelay {
  const sinks: AuditSink[] = [];
  return {
    subscribe: (sink) => void sinks.push(sink),
    recorded(entries) {
      for (const sink of sinks) sink.recorded(entries);
    },
  };
}
