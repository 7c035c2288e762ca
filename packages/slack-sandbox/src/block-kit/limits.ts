/**
 * Slack's limits, from the reference pages under https://docs.slack.dev/reference/block-kit and, where those say nothing,
 * from the comments of `@slack/types`. Lengths are in characters.
 */
export const limits = {
  /** https://docs.slack.dev/reference/block-kit/blocks */
  blocks: { message: 50, view: 100 },
  /** `block_id`, `action_id`, `callback_id` and `external_id`. */
  id: 255,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
  textObject: 3000,
  url: 3000,
  section: { text: 3000, fields: 10, field: 2000 },
  header: 150,
  contextElements: 10,
  contextActionsElements: 5,
  actionsElements: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  button: { text: 75, value: 2000, label: 75 },
  /** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
  confirm: { title: 100, text: 300, button: 30 },
  /** The reference page allows a value of 150 characters; the comment in `@slack/types` still says 75. */
  option: { text: 75, description: 75, value: 150 },
  selectOptions: 100,
  optionGroups: 100,
  overflowOptions: 5,
  choiceOptions: 10,
  placeholder: 150,
  input: { label: 2000, hint: 2000, value: 3000 },
  image: { alt: 2000, title: 2000 },
  /** Over all markdown blocks of a payload: https://docs.slack.dev/reference/block-kit/blocks/markdown-block */
  markdown: 12_000,
  /** Characters are counted over all tables of a message: https://docs.slack.dev/reference/block-kit/blocks/table-block */
  table: { rows: 100, columns: 20, characters: 10_000, perMessage: 1 },
  /** The header and 200 rows: https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
  dataTable: { rows: 201, columns: 20, characters: 20_000, pageSize: 100 },
  /** https://docs.slack.dev/reference/block-kit/blocks/card-block */
  card: { title: 150, body: 200, buttons: 3 },
  carouselCards: 10,
  container: { children: 10, title: 150 },
  alert: 200,
  /**
   * https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block: newer captures of the page allow 12 segments
   * and series, older ones 6; the stricter number stands.
   */
  chart: { title: 50, perMessage: 2, segments: 6, series: 6, points: 20, label: 20 },
  /** https://docs.slack.dev/reference/block-kit/blocks/video-block: "less than". */
  video: { title: 199, author: 49 },
  /** https://docs.slack.dev/reference/views/modal-views */
  view: { title: 24, button: 24, privateMetadata: 3000, bytes: 250_000 },
  /** https://docs.slack.dev/reference/methods/chat.postMessage: longer texts are cut. */
  messageText: 40_000,
} as const;
