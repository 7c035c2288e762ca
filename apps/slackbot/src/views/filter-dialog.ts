import type { ExternalSelect, InputBlock, ModalView, PlainTextElement, PlainTextInput } from '@slack/types';

import type { ListRequest } from '../commands/command.ts';
import { parseRepositoryName } from '../commands/image-name.ts';
import { isJsonObject } from '../json.ts';
import { formatDuration, parseDuration } from '../query/duration.ts';
import type { Filters, Sort } from '../query/filters.ts';
import { isTagPattern } from '../query/glob.ts';
import { formatSize, parseSize } from '../query/size.ts';
import { actionNames, callbackNames, inputNames } from './action-names.ts';
import { plainText } from './blocks.ts';
import { inputField, inputValue } from './dialog-blocks.ts';
import { option } from './elements.ts';
import { limits } from './limits.ts';
import type { View } from './view.ts';

/** The dialog that filters a list, filled in as the list is. `metadata` says which message it is for. */
export function filterDialog(request: ListRequest, metadata: string, view: View): ModalView {
  const words = view.texts.filter;
  const { filters } = request;
  const { olderThanMs, largerThanBytes } = filters;
  return {
    type: 'modal',
    callback_id: callbackNames.filterList,
    private_metadata: metadata,
    title: plainText(words.title),
    submit: plainText(words.submit),
    close: plainText(view.texts.common.cancel),
    blocks: [
      repositoryInput(request, view),
      untaggedInput(filters, view),
      textInput(inputNames.tag, words.tag, words.tagPlaceholder, filters.tag, words.tagHint),
      textInput(
        inputNames.olderThan,
        words.olderThan,
        words.olderThanPlaceholder,
        olderThanMs === undefined ? undefined : formatDuration(olderThanMs),
        words.olderThanHint,
      ),
      textInput(
        inputNames.largerThan,
        words.largerThan,
        words.largerThanPlaceholder,
        largerThanBytes === undefined ? undefined : formatSize(largerThanBytes),
        words.largerThanHint,
      ),
      sortInput(request, view),
    ],
  };
}

/** What a submitted dialog asks for, or what is wrong with it, by input. */
export type ReadFilters =
  | { readonly ok: true; readonly request: ListRequest }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads the `state.values` of the submitted dialog. */
export function readFilterInputs(values: unknown, { texts }: View): ReadFilters {
  const words = texts.filter;
  const tag = inputValue(values, inputNames.tag);
  const olderThan = inputValue(values, inputNames.olderThan);
  const largerThan = inputValue(values, inputNames.largerThan);
  const olderThanMs = parseDuration(olderThan ?? '');
  const largerThanBytes = parseSize(largerThan ?? '');
  const chosen = inputField(values, inputNames.untagged)?.['selected_options'];
  const isUntagged = Array.isArray(chosen) && chosen.length > 0;
  const errors = {
    ...(tag !== undefined && !isTagPattern(tag) && { [inputNames.tag]: words.badTag }),
    ...(tag !== undefined && isUntagged && { [inputNames.tag]: words.tagOfUntagged }),
    ...(olderThan !== undefined &&
      olderThanMs === undefined && { [inputNames.olderThan]: words.badDuration }),
    ...(largerThan !== undefined &&
      largerThanBytes === undefined && { [inputNames.largerThan]: words.badSize }),
  };
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const filters: Filters = {
    ...(isUntagged && { isUntagged }),
    ...(tag !== undefined && { tag }),
    ...(olderThanMs !== undefined && { olderThanMs }),
    ...(largerThanBytes !== undefined && { largerThanBytes }),
  };
  const repository = parseRepositoryName(
    chosenValue(values, inputNames.repository, actionNames.repositorySelect) ?? '',
  );
  const sort = sorts.find(([name]) => name === chosenValue(values, inputNames.sort))?.[1];
  return {
    ok: true,
    request: { ...(repository !== undefined && { repository }), filters, ...(sort && { sort }) },
  };
}

/** The orders that are offered, the usual one first. */
const sorts = [
  ['created-desc', { field: 'created', isDescending: true }],
  ['created-asc', { field: 'created', isDescending: false }],
  ['size-desc', { field: 'size', isDescending: true }],
  ['size-asc', { field: 'size', isDescending: false }],
  ['name-asc', { field: 'name', isDescending: false }],
  ['name-desc', { field: 'name', isDescending: true }],
] as const satisfies readonly (readonly [string, Sort])[];

function chosenValue(values: unknown, blockId: string, actionId?: string): string | undefined {
  const chosen = inputField(values, blockId, actionId)?.['selected_option'];
  const value = isJsonObject(chosen) ? chosen['value'] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Repositories with longer names than an entry can carry are not offered, and have to be typed behind the command. */
function repositoryInput({ repository }: ListRequest, { texts }: View): InputBlock {
  const isKept = repository !== undefined && repository.length <= limits.optionValue;
  const element: ExternalSelect = {
    type: 'external_select',
    action_id: actionNames.repositorySelect,
    min_query_length: 0,
    placeholder: plainText(texts.filter.repositoryPlaceholder),
    ...(isKept && { initial_option: option(repository, repository) }),
  };
  const hint = plainText(texts.filter.repositoryHint);
  return { ...input(inputNames.repository, texts.filter.repository, element), hint };
}

function untaggedInput({ isUntagged }: Filters, { texts }: View): InputBlock {
  const only = option(texts.filter.onlyUntagged, 'untagged');
  return input(inputNames.untagged, texts.filter.untagged, {
    type: 'checkboxes',
    action_id: actionNames.input,
    options: [only],
    ...(isUntagged && { initial_options: [only] }),
  });
}

function sortInput({ sort }: ListRequest, { texts }: View): InputBlock {
  const options = sorts.map(([name]) => option(texts.filter.sorts[name], name));
  const index = sorts.findIndex(
    ([, { field, isDescending }]) => field === sort?.field && isDescending === sort.isDescending,
  );
  const initial = options[Math.max(0, index)];
  return input(inputNames.sort, texts.filter.sort, {
    type: 'static_select',
    action_id: actionNames.input,
    options,
    ...(initial && { initial_option: initial }),
  });
}

function textInput(
  blockId: string,
  label: string,
  placeholder: string,
  initial: string | undefined,
  hint: string,
): InputBlock {
  const element: PlainTextInput = {
    type: 'plain_text_input',
    action_id: actionNames.input,
    max_length: 128,
    placeholder: plainText(placeholder),
    ...(initial !== undefined && { initial_value: initial }),
  };
  return { ...input(blockId, label, element), hint: plainText(hint) };
}

function input(
  blockId: string,
  label: string,
  element: InputBlock['element'],
): InputBlock & { hint?: PlainTextElement } {
  return { type: 'input', block_id: blockId, optional: true, label: plainText(label), element };
}
