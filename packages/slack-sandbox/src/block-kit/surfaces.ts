/** Where blocks can be shown. */
export type Surface = 'message' | 'modal' | 'home';

/** What Slack says of a type of block. */
export interface BlockFacts {
  /** Where Slack shows it. */
  readonly surfaces: readonly Surface[];
  /** Whether it came in 2026, so that a client or a workspace may not have it yet. */
  readonly isNew?: boolean;
}

const everywhere = ['message', 'modal', 'home'] as const;
const messageAndHome = ['message', 'home'] as const;
const messageOnly = ['message'] as const;

/** Every type of block: https://docs.slack.dev/reference/block-kit/blocks and the page of each. Their limits are in `limits`. */
export const blockFacts: Readonly<Record<string, BlockFacts>> = {
  actions: { surfaces: everywhere },
  alert: { surfaces: ['modal'], isNew: true },
  card: { surfaces: everywhere, isNew: true },
  carousel: { surfaces: messageAndHome, isNew: true },
  container: { surfaces: messageAndHome, isNew: true },
  context: { surfaces: everywhere },
  context_actions: { surfaces: messageOnly },
  data_table: { surfaces: messageAndHome, isNew: true },
  data_visualization: { surfaces: messageOnly, isNew: true },
  divider: { surfaces: everywhere },
  file: { surfaces: messageOnly },
  header: { surfaces: everywhere },
  image: { surfaces: everywhere },
  input: { surfaces: everywhere },
  markdown: { surfaces: messageOnly },
  plan: { surfaces: messageOnly, isNew: true },
  rich_text: { surfaces: everywhere },
  section: { surfaces: everywhere },
  table: { surfaces: messageAndHome },
  task_card: { surfaces: messageOnly, isNew: true },
  video: { surfaces: everywhere },
};

/** The types of blocks that a workspace may not have yet. */
export const newestBlocks: readonly string[] = Object.entries(blockFacts)
  .filter(([, { isNew }]) => isNew === true)
  .map(([type]) => type);
