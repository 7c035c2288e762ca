/** Lets a caller stop what takes time. */
export interface Abortable {
  readonly signal?: AbortSignal | undefined;
}
