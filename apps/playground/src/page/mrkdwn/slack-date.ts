const formats: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

/**
 * Writes a time as `<!date^…>` asks for, in the reader's own words and time zone. The forms that say “today” where they
 * can are written as plain dates. Answers undefined for a form that Slack has and this page has not.
 *
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatSlackDate(seconds: number, format: string): string | undefined {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) {
    return undefined;
  }
  const written = format.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => {
    const options = formats[name.replace(/_pretty$/, '')];
    return options ? new Intl.DateTimeFormat(undefined, options).format(date) : placeholder;
  });
  return /\{\w+\}/.test(written) ? undefined : written;
}
