/** What became of a request to delete an image. */
export type AuditOutcome = 'refused' | 'accepted' | 'done' | 'failed';

/** One line of the audit log. */
export interface AuditEntry {
  /** Ms since the Unix epoch. */
  readonly atMs: number;
  readonly action: 'images.delete';
  readonly outcome: AuditOutcome;
  /** Who asked; see `Principal`. */
  readonly caller: string;
  /** Where the request came from, an IP address; missing for work that goes on after a restart. */
  readonly address?: string;
  readonly requestId?: string;
  readonly imageId: string;
  readonly name?: string;
  readonly digest?: string;
  readonly tags?: readonly string[];
  readonly operationId?: string;
  /** Why it was refused or failed: the code and the message of the API. */
  readonly code?: string;
  readonly message?: string;
}

/** Every deletion that was asked for, refused or done. Nothing is ever changed or taken out. */
export interface AuditLog {
  record(entry: AuditEntry): void;
}
