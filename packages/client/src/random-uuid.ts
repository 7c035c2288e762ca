/**
 * A random UUID, version 4. `crypto.randomUUID` gives one too, but not on pages that came over plain HTTP.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562.html#name-uuid-version-4
 */
export function randomUuid(): string {
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    return (byte % 16).toString(16);
  });
}
