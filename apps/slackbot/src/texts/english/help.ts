/** The words of the help. */
export const helpTexts = {
  summary: (command: string): string => `How to use ${command}.`,
  title: (command: string): string => `How to use ${command}`,
  does: {
    list: 'shows the images of the registry, or of one repository',
    inspect: 'shows the tags, the digest, the size and the layers of an image',
    delete: 'asks you to confirm, then deletes an image with all its tags',
    cleanup: 'shows which images of a repository it would delete, and deletes them once you agree',
    audit: 'shows the latest deletions: who, what, why, and what came of it',
    whoami: 'shows what you may do here',
    help: 'shows this, or more about one command',
  },
  flags: {
    untagged: 'only images without tags',
    'older-than': 'only images made longer ago than this: hours, days or weeks (`12h`, `30d`, `2w`)',
    'larger-than': 'only larger images: `500MB` counts in thousands, `500MiB` in 1024s',
    tag: 'only images with such a tag; `*` stands for anything, `?` for one character',
    sort: 'the order; without it the newest come first',
    desc: 'the other way round: largest, newest or Z first',
    'keep-last': 'keeps the newest n of the images that the other options mean',
  },
  examples: 'For example',
  options: 'Options',
  names:
    '`&lt;image&gt;` is an id, `repository:tag`, `repository@digest` or the beginning of a digest. Only you see the answers.',
  more: (command: string): string => `More about a command: ${command}.`,
};
