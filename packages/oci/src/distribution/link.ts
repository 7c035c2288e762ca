/**
 * `Link`: where the next page of a list is.
 *
 *     Link       = #link-value
 *     link-value = "<" URI-Reference ">" *( OWS ";" OWS link-param )
 *     link-param = token BWS [ "=" BWS ( token / quoted-string ) ]
 *
 * @see https://www.rfc-editor.org/rfc/rfc8288#section-3
 */

const param = '\\s*;\\s*([^\\s=;,"]+)(?:\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;,"]*)))?';

/**
 * The reference of the first link of a `Link` header whose relation is `next`; undefined where there is none. It may be
 * relative. Reading ends at the first thing that is no link.
 */
export function nextLink(header: string): string | undefined {
  const links = new RegExp(`[\\s,]*<([^>]*)>((?:${param})*)`, 'y');
  for (let link = links.exec(header); link; link = links.exec(header)) {
    const [, target = '', params = ''] = link;
    if (relations(params).includes('next')) return target;
  }
  return undefined;
}

/** The relations that the first `rel` of a link names; every further one must be ignored. */
function relations(params: string): readonly string[] {
  for (const [, name = '', quoted, plain = ''] of params.matchAll(new RegExp(param, 'g'))) {
    if (name.toLowerCase() === 'rel') return (quoted ?? plain).toLowerCase().split(/\s+/);
  }
  return [];
}
