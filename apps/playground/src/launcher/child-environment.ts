/** What a program of this repository needs of the environment that the playground was started in. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_ENV', 'NODE_EXTRA_CA_CERTS'] as const;

/**
 * The environment of a program that the playground starts: what it needs of the playground's own, and its settings. The
 * rest stays behind, because a token of the person at the keyboard is no business of a program that shows sample images.
 */
export function childEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  const kept = inherited.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...settings };
}
