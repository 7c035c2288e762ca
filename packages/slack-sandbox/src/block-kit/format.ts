import type { Format } from './rule.ts';

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

/** What a browser or a mail program opens. */
export const linkUrl: Format = {
  name: 'a valid URL',
  test: (value) => isUrl(value, ['http:', 'https:', 'mailto:', 'slack:', 'tel:']),
};

/** What Slack's servers fetch. */
export const webUrl: Format = {
  name: 'a valid http or https URL',
  test: (value) => isUrl(value, ['http:', 'https:']),
};

/** What Slack embeds. */
export const secureUrl: Format = {
  name: 'a valid https URL',
  test: (value) => isUrl(value, ['https:']),
};

/** `YYYY-MM-DD`, a day that exists. */
export const date: Format = {
  name: 'a date as YYYY-MM-DD',
  test(value) {
    const day = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === value;
  },
};

/** `HH:mm`, from `00:00` to `23:59`. */
export const timeOfDay: Format = {
  name: 'a time as HH:mm',
  test: (value) => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value),
};

/** A number in decimal digits. */
export const decimal: Format = {
  name: 'a number in decimal digits',
  test: (value) => /^-?\d+(?:\.\d+)?$/.test(value),
};

/** An email address, as far as a form checks it. */
export const email: Format = {
  name: 'an email address',
  test: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value),
};
