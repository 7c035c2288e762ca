/** The workspace. */
export interface Team {
  /** The id, starting with `T`. */
  readonly id: string;
  /** The name that people see. */
  readonly name: string;
  /** The first label of the workspace's address. */
  readonly domain: string;
}

/** The installed app, as the workspace knows it. */
export interface InstalledApp {
  /** The app's id, starting with `A`. */
  readonly id: string;
  /** The name over the app's messages. */
  readonly name: string;
  /** The id of the app's bot, starting with `B`. */
  readonly botId: string;
  /** The id of the bot's user, starting with `U`. */
  readonly botUserId: string;
  /** Whether people find a Home tab of the app. */
  readonly hasHomeTab: boolean;
}

/** A person in the workspace. */
export interface UserProfile {
  /** The id, starting with `U` or `W`. */
  readonly id: string;
  /** The handle, as in `@ada`. */
  readonly name: string;
  /** The full name. */
  readonly realName: string;
  /** Whether the person administers the workspace. */
  readonly isAdmin: boolean;
  /** Whether the account was closed. Such a person is still known by id. */
  readonly isDeactivated: boolean;
  /** An IANA time zone, as in `Europe/London`. */
  readonly timeZone: string;
}

/** A conversation. */
export interface Channel {
  /** The id, starting with `C`, or with `D` for a direct message. */
  readonly id: string;
  /** The name without the `#`. */
  readonly name: string;
  /** Whether only members know of it. */
  readonly isPrivate: boolean;
  /** Whether it is closed for new messages. */
  readonly isArchived: boolean;
  /** The ids of the people in it; the app's own bot user among them where it was invited. */
  readonly memberIds: readonly string[];
}

/** People under one handle, as in `@registry-admins`. */
export interface UserGroup {
  /** The id, starting with `S`. */
  readonly id: string;
  /** The name without the `@`. */
  readonly handle: string;
  /** The name that people see. */
  readonly name: string;
  /** Whether it was switched off. */
  readonly isDisabled: boolean;
  /** The ids of the people in it. */
  readonly memberIds: readonly string[];
}
