import { id, plainText, someText, textObject } from '../composition.ts';
import {
  accessory,
  actionElement,
  contextActionElement,
  contextElement,
  inputElement,
} from '../elements/element.ts';
import { limits } from '../limits.ts';
import { richText } from '../rich-text.ts';
import { atLeastOneOf, byType, flag, list, object, oneOf, wholeNumber, type Rule } from '../rule.ts';
import { blockFacts, type Surface } from '../surfaces.ts';
import { dataVisualization } from './chart.ts';
import { card, carousel, container } from './grouping.ts';
import { file, image, video } from './media.ts';
import { dataTable, table } from './tables.ts';
import { plan, taskCard } from './tasks.ts';

const blockId = { block_id: id };

const section = object(
  {
    optional: {
      ...blockId,
      text: textObject(limits.section.text),
      fields: list(textObject(limits.section.field), { max: limits.section.fields }),
      accessory,
      expand: flag,
    },
  },
  atLeastOneOf('text', 'fields'),
);

/** The reference page adds a `level` to the header, which is not in `@slack/types`. */
const header = object({
  required: { text: plainText(limits.header) },
  optional: { ...blockId, level: wholeNumber(1, 4) },
});

const actions = object({
  required: { elements: list(actionElement, { max: limits.actionsElements }) },
  optional: blockId,
});

const context = object({
  required: { elements: list(contextElement, { max: limits.contextElements }) },
  optional: blockId,
});

const contextActions = object({
  required: { elements: list(contextActionElement, { max: limits.contextActionsElements }) },
  optional: blockId,
});

function input(allowed: { readonly files: boolean }): Rule {
  return object({
    required: {
      label: plainText(limits.input.label),
      element: inputElement(allowed),
    },
    optional: {
      ...blockId,
      hint: plainText(limits.input.hint),
      optional: flag,
      dispatch_action: flag,
    },
  });
}

const alert = object({
  required: { text: textObject(limits.alert) },
  optional: { ...blockId, level: oneOf(['default', 'info', 'warning', 'error', 'success']) },
});

/** The limit of its text is shared by all markdown blocks of a payload. */
const markdown = object({ required: { text: someText }, optional: blockId });

const divider = object({ optional: blockId });

/**
 * What a container holds: what the reference page lists and Slack's validator was seen to take, which leaves out `file`,
 * `input` and `rich_text`.
 */
const contained = byType({ actions, context, divider, header, image, section, table, video });

const rules: Readonly<Record<string, Rule>> = {
  actions,
  alert,
  card,
  carousel,
  container: container(contained),
  context,
  context_actions: contextActions,
  data_table: dataTable,
  data_visualization: dataVisualization,
  divider,
  file,
  header,
  image,
  input: input({ files: false }),
  markdown,
  plan,
  rich_text: richText,
  section,
  table,
  task_card: taskCard,
  video,
};

function shownOn(surface: Surface): Readonly<Record<string, Rule>> {
  return Object.fromEntries(
    Object.entries(rules).filter(([type]) => blockFacts[type]?.surfaces.includes(surface)),
  );
}

/**
 * The rule for one block on each surface: a block that Slack does not show there is an unsupported type.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const blockOn: Readonly<Record<Surface, Rule>> = {
  message: byType(shownOn('message')),
  modal: byType({ ...shownOn('modal'), input: input({ files: true }) }),
  home: byType(shownOn('home')),
};
