import type { ImagesClient } from '../../client.ts';

/**
 * A client and the service that it talks to, which has no images at first.
 *
 * @see [Testing your code](../../../README.md#testing-your-code)
 */
export interface ContractSubject {
  /** The client under test. */
  readonly client: ImagesClient;
  /** Where the service is. */
  readonly baseUrl: string;
  /** Sends a request to the service, past the client. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** The registry that images are put into. */
  readonly registryId: string;
  /** Puts an image into the repository `<registry id>/<path>`; each time one with another digest. */
  push(image: PushedImage): Promise<{
    /** What it is addressed by: `sha256:` and 64 hexadecimal digits. */
    readonly digest: string;
  }>;
  /** Lets all deletions that were started come to their end. */
  settle(): Promise<void>;
}

/**
 * An image to be pushed.
 *
 * @see [Testing your code](../../../README.md#testing-your-code)
 */
export interface PushedImage {
  /** Where in the registry: the name of the repository without the registry's id. */
  readonly path: string;
  /** Taken from the images of the repository that have them. */
  readonly tags: readonly string[];
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  /** What it is built for, e.g. `linux/arm/v7`. Default: what the service builds for. */
  readonly platform?: string;
}

/**
 * What can be said of a value.
 *
 * @see [Testing your code](../../../README.md#testing-your-code)
 */
export interface Expectation {
  /** Throws if the value is not the same as `expected`, deeply. */
  toEqual(expected: unknown): void;
}

/**
 * What the suite needs of a test runner: Vitest and Jest have it.
 *
 * @see [Testing your code](../../../README.md#testing-your-code)
 */
export interface ContractRunner {
  /** Begins a group of tests. */
  readonly describe: (name: string, suite: () => void) => void;
  /** Adds a test. */
  readonly it: (name: string, test: () => Promise<void>) => void;
  /** Begins an assertion. */
  readonly expect: (actual: unknown) => Expectation;
}

/** A rule of the contract. It fails by what `expect` throws, or by what the client throws. */
export interface ContractCase {
  /** A sentence. */
  readonly name: string;
  check(subject: ContractSubject, expect: ContractRunner['expect']): Promise<void>;
}

/** What a promise rejects with; undefined if it does not. */
export function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** More images, or pages, than any rule has. */
const endless = 100;

/** Every item. Throws if there is no end of them, as where a service gives the first page again and again. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) {
    if (collected.push(item) > endless) throw new Error('The service gives a list that does not end.');
  }
  return collected;
}
