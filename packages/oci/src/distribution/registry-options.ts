import type { Clock } from '../clock.ts';

/** What a registry knows its clients by: a user, or a bearer token that somebody else got. */
export type RegistryCredentials =
  | { readonly username: string; readonly password: string }
  | { readonly token: string };

/** What to put up with. Every field has a default. */
export interface RegistryLimits {
  /** The bytes of one page of a list; 32 MiB by default. CNCF Distribution 2.8 sends all tags in one. */
  readonly maxPageBytes?: number;
  /** The pages of one list; 10,000 by default. */
  readonly maxPages?: number;
  /** How often a GET is sent before its failure counts; 3 by default. */
  readonly tries?: number;
  /** The longest pause that a registry may ask for, in milliseconds; 30 seconds by default. For a longer one the GET fails. */
  readonly maxRetryAfterMs?: number;
}

/** How a registry is reached. */
export interface RegistryOptions {
  /**
   * E.g. `https://registry.example:5000`: no path, for the protocol begins at `/v2/`. Certificates of a private
   * authority are trusted where the environment variable `NODE_EXTRA_CA_CERTS` names a file with that authority's
   * certificate in PEM when the process starts.
   */
  readonly url: string;
  /** Nobody in particular by default. They are sent in clear text to an `http:` registry. */
  readonly credentials?: RegistryCredentials;
  /**
   * The origins, besides the registry's own, from which tokens may be fetched with the credentials, e.g.
   * `https://auth.docker.io` for Docker Hub. A registry names the place itself, so without this list it could have the
   * password sent anywhere, and requests to hosts that only this process can reach.
   */
  readonly realms?: readonly string[];
  /** E.g. `image-service/1.0`. Registries report it in their events, by which one can tell one's own requests. */
  readonly userAgent: string;
  /** How long one request may take, its body included, in milliseconds; 30 seconds by default. */
  readonly timeoutMs?: number;
  readonly limits?: RegistryLimits;
  /** The global `fetch` by default. It must not follow redirects on its own, as the requests say. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** The clock of the machine by default. */
  readonly clock?: Clock;
  /** A number from 0 up to, not including, 1; `Math.random` by default. It spreads retries. */
  readonly random?: () => number;
}
