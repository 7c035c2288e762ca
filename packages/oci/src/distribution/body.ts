/** What was read of a body. */
export interface CappedBody {
  readonly bytes: Uint8Array;
  /** Whether there is more, which was not read. */
  readonly cut: boolean;
}

/**
 * Reads a body, and no more of it than `maxBytes`, whatever its announced length is.
 *
 * @throws what the stream throws, where the connection breaks before the end.
 */
export async function readBody(response: Response, maxBytes: number): Promise<CappedBody> {
  if (response.body === null) return { bytes: new Uint8Array(), cut: false };
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { bytes: Buffer.concat(chunks, length), cut: false };
    chunks.push(value);
    length += value.byteLength;
    if (length > maxBytes) {
      await reader.cancel();
      return { bytes: Buffer.concat(chunks, maxBytes), cut: true };
    }
  }
}
