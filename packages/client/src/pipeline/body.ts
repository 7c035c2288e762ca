/**
 * Reads the body of an answer as text, and no more of it than `maxBytes`, counted after decompression.
 *
 * @returns undefined if there is more; the rest is then not read.
 * @throws what the stream throws, if the connection breaks before the end of the body.
 */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
