/** What every call takes. */
export interface CallOptions {
  /** Ends the call: its promise rejects with `signal.reason`, unchanged. */
  readonly signal?: AbortSignal;
  /** How long the call may take, from asking for the token to the last byte of the answer. Default: the client's. */
  readonly timeoutMs?: number;
}
