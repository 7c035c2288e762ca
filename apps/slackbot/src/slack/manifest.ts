import manifest from '../../slack.manifest.json' with { type: 'json' };

const { bot, bot_optional: optional } = manifest.oauth_config.scopes;

/** The scopes without which something that people do does not work, as the app manifest asks for them. */
export const neededScopes: readonly string[] = bot.filter((scope) => !optional.includes(scope));

/** The scopes that only the doctor uses: whoever installs the app may leave them out. */
export const optionalScopes: readonly string[] = optional;
