import { isJsonObject, type JsonObject } from '../json.ts';
import type { StoredBlock } from './message.ts';

type NewId = () => string;

function each(values: unknown, store: (value: JsonObject) => unknown): unknown {
  if (!Array.isArray(values)) return values;
  return values.map((value: unknown) => (isJsonObject(value) ? store(value) : value));
}

function storeElement(element: JsonObject, newId: NewId): JsonObject {
  return element['type'] === 'image' ? element : { ...element, action_id: element['action_id'] ?? newId() };
}

/** The fields of a block that hold elements or blocks, with ids put in. */
function storeInside(block: JsonObject, newId: NewId): JsonObject {
  const element = (value: JsonObject): JsonObject => storeElement(value, newId);
  const child = (value: JsonObject): StoredBlock => storeBlock(value, newId);
  switch (block['type']) {
    case 'actions':
    case 'context_actions':
      return { elements: each(block['elements'], element) };
    case 'section':
      return isJsonObject(block['accessory']) ? { accessory: element(block['accessory']) } : {};
    case 'input':
      return isJsonObject(block['element']) ? { element: element(block['element']) } : {};
    case 'card':
      return block['actions'] === undefined ? {} : { actions: each(block['actions'], element) };
    case 'carousel':
      return { elements: each(block['elements'], child) };
    case 'container':
      return { child_blocks: each(block['child_blocks'], child) };
    case 'plan':
      return block['tasks'] === undefined ? {} : { tasks: each(block['tasks'], child) };
    case 'data_table':
      return { rows: storeRows(block['rows'], element) };
    default:
      return {};
  }
}

function storeRows(rows: unknown, element: (value: JsonObject) => JsonObject): unknown {
  if (!Array.isArray(rows)) return rows;
  return rows.map((row: unknown) =>
    each(row, (cell) =>
      isJsonObject(cell['element']) ? { ...cell, element: element(cell['element']) } : cell,
    ),
  );
}

function storeBlock(block: JsonObject, newId: NewId): StoredBlock {
  const { type, block_id: blockId } = block;
  return {
    ...block,
    ...storeInside(block, newId),
    type: typeof type === 'string' ? type : '',
    block_id: typeof blockId === 'string' ? blockId : newId(),
  };
}

/** Blocks that passed the Block Kit check, as Slack keeps them: every block and element with an id. */
export function storeBlocks(blocks: unknown, newId: NewId): readonly StoredBlock[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.filter((block: unknown) => isJsonObject(block)).map((block) => storeBlock(block, newId));
}
