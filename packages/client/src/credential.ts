/** What a credential is asked. */
export interface TokenRequest {
  /** Aborted when nobody waits for the token any more. */
  readonly signal: AbortSignal;
  /** A token that the service has just refused: it must not be given again if a newer one can be had. */
  readonly rejected?: string;
}

/**
 * Gives bearer tokens. It is asked before each request, so it should keep a token for as long as that is good.
 *
 * Everything that it throws reaches the caller as a {@link CredentialError}, or as the cause of one.
 */
export interface Credential {
  /** Which credential this is, for logs and messages, e.g. `service account key ajeabc`. Holds no secret. */
  readonly description: string;
  /** Gives a token: visible ASCII characters without spaces, without the `Bearer ` before it. */
  getToken(options: TokenRequest): Promise<string>;
}
