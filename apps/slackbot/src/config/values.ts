/** Whether a value begins with a prefix and can be sent in a header. */
export const startsWith =
  (prefix: string): ((value: string) => boolean) =>
  (value) =>
    value.startsWith(prefix) && isHeaderText(value);

/** Whether a value has no spaces around it, which are slips of the pen. */
export function isText(value: string): boolean {
  return value.trim() === value;
}

/** Whether a value can be sent in a header. */
export function isHeaderText(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

/** Whether a value is a port. */
export function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) <= 65_535;
}

/** Whether a value is an http(s) URL, without credentials. */
export function isHttpUrl(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/** Whether a value can stand before the name of a repository: a host, perhaps with a port, perhaps with parts of a path. */
export function isPullPrefix(value: string): boolean {
  return /^[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[a-z0-9._-]+)*$/.test(value);
}

/** Bolt joins the method's name to the URL by resolving it, which drops what follows the last slash. */
export function withSlash(url: string | undefined): string | undefined {
  return url === undefined || url.endsWith('/') ? url : `${url}/`;
}
