/**
 * `WWW-Authenticate`: what a registry wants to see before it answers.
 *
 *     WWW-Authenticate = #challenge
 *     challenge        = auth-scheme [ 1*SP ( token68 / #auth-param ) ]
 *     auth-param       = token BWS "=" BWS ( token / quoted-string )
 *
 * Commas separate challenges and parameters alike: what has a "=" behind its first word is a parameter of the challenge
 * before it. Some registries leave out the quotes around a URL, so a value without quotes goes on to the next comma or
 * space. What cannot be read is passed over, because a client that understands one of several challenges can go on.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */

/** One way to authenticate. */
export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string;
  /** By names in lower case. Of a name that comes twice the first counts. */
  readonly params: ReadonlyMap<string, string>;
}

const word = "[!#$%&'*+.^_`|~\\w-]+";
const separators = /[\s,]*/;
const param = new RegExp(`(${word})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]*))`);
const scheme = new RegExp(`(${word})(?:\\s+[\\w.~+/-]+=*(?=\\s*(?:,|$)))?`);
const rubbish = /[^,]+/;

/** Reads the value of `WWW-Authenticate`, several headers of that name joined by commas. Throws nothing. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; params: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern, 'y');
    sticky.lastIndex = at;
    const match = sticky.exec(header);
    at += match?.[0].length ?? 0;
    return match;
  };
  for (take(separators); at < header.length; take(separators)) {
    const current = challenges.at(-1);
    const [, name, quoted, plain] = (current && take(param)) ?? [];
    if (current && name !== undefined) {
      const key = name.toLowerCase();
      const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain ?? '';
      if (!current.params.has(key)) current.params.set(key, value);
      continue;
    }
    const [, found] = take(scheme) ?? [];
    if (found === undefined) take(rubbish);
    else challenges.push({ scheme: found.toLowerCase(), params: new Map() });
  }
  return challenges;
}
