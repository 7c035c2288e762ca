/**
 * Whether `value` can be the id of an image or an operation: 1 to 50 characters that need no escaping in a URL, and not
 * a dot-segment, which URL parsers resolve: an id of `..` would turn "delete this image" into another request.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3986#section-5.2.4
 */
export function isResourceId(value: string): boolean {
  return /^(?!\.+$)[A-Za-z0-9._~-]{1,50}$/.test(value);
}
