import { isJsonObject } from '../json.ts';
import { limits } from './limits.ts';
import type { BlockKitProblem } from './problem.ts';
import { broken } from './rule.ts';
import { allBlocks, elementsOf, type Place } from './walk.ts';

function repeated(placesOfIds: readonly Place[], field: string): readonly BlockKitProblem[] {
  const seen = new Set<string>();
  return placesOfIds.flatMap(({ value, pointer }) => {
    const id = value[field];
    if (typeof id !== 'string') return [];
    if (seen.has(id)) return broken(`${pointer}/${field}`, `\`${field}\` "${id}" already exists`);
    seen.add(id);
    return [];
  });
}

/** How many characters the cells of a table show. */
function tableCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + tableCharacters(entry), 0);
  if (!isJsonObject(value)) return 0;
  const own = typeof value['text'] === 'string' ? value['text'].length : 0;
  return own + tableCharacters(value['elements']);
}

function textCharacters(value: unknown): number {
  return typeof value === 'string' ? value.length : 0;
}

function atMost(sum: number, max: number, pointer: string, what: string): readonly BlockKitProblem[] {
  return sum <= max
    ? []
    : broken(pointer, `${what}: no more than ${max} allowed over the whole payload`, {
        type: 'cumulative',
        expected: [max],
        got: sum,
      });
}

/** The rules that hold over all blocks of a payload: unique ids, and limits that blocks share. */
export function checkAcrossBlocks(blocks: unknown, pointer: string): readonly BlockKitProblem[] {
  const places = allBlocks(blocks, pointer);
  const ofType = (type: string): readonly Place[] => places.filter(({ value }) => value['type'] === type);
  const sum = (type: string, field: string, count: (value: unknown) => number): number =>
    ofType(type).reduce((total, { value }) => total + count(value[field]), 0);
  const focused = places
    .flatMap((place) => elementsOf(place))
    .filter(({ value }) => value['focus_on_load'] === true);
  const { table, dataTable, chart, markdown } = limits;

  return [
    ...repeated(places, 'block_id'),
    ...places.flatMap((place) => repeated(elementsOf(place), 'action_id')),
    ...atMost(focused.length, 1, pointer, 'elements with focus_on_load'),
    ...atMost(sum('markdown', 'text', textCharacters), markdown, pointer, 'markdown characters'),
    ...atMost(ofType('table').length, table.perMessage, pointer, 'table blocks'),
    ...atMost(sum('table', 'rows', tableCharacters), table.characters, pointer, 'table characters'),
    ...atMost(
      sum('data_table', 'rows', tableCharacters),
      dataTable.characters,
      pointer,
      'data table characters',
    ),
    ...atMost(ofType('data_visualization').length, chart.perMessage, pointer, 'data_visualization blocks'),
  ];
}
