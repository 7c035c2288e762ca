import type { Button, KnownBlock } from '@slack/types';

import { commandName } from '../commands/command-table.ts';
import { formatImageName, type ImageName } from '../commands/image-name.ts';
import type { SimilarRepositories } from '../features/meant-repository.ts';
import type { Resolution } from '../features/resolve-image.ts';
import { encodeImageTarget } from '../image-target.ts';
import { shownName } from '../registry-scope.ts';
import { actionNames } from './action-names.ts';
import type { Answer } from './answer.ts';
import { button, section } from './blocks.ts';
import { actionRow } from './elements.ts';
import { imageMarkup, imageRow } from './image-row.ts';
import { encodeListPlace, listStart } from './list-place.ts';
import { clip, code } from './mrkdwn.ts';
import { toldApart } from './told-apart.ts';
import type { View } from './view.ts';

/** Every outcome of looking for an image but the image. */
export type Unresolved = Exclude<Resolution, { outcome: 'found' }>;

/** Of a name in a label: with the words around it, it is as long as a label may be. */
const heardLength = 50;

/** What to do with the image that is chosen. */
export type Verb = 'inspect' | 'delete';

/** What to tell about a name that does not mean one image, with a button for everything that it may mean. */
export function unresolvedView(name: ImageName, verb: Verb, found: Unresolved, view: View): Answer {
  const text = unresolvedText(name, found, view);
  return { text, blocks: [section(text), ...choices(verb, found, view)] };
}

/** The same as a sentence of mark-up, for a modal. */
export function unresolvedText(name: ImageName, found: Unresolved, view: View): string {
  const words = view.texts.problem;
  const typed = code(formatImageName(name));
  const list = code(`${commandName} list`);
  if (found.outcome === 'repository')
    return words.whichOfRepository(code(shownName(view.scope, found.repository)));
  if (found.outcome === 'ambiguous') {
    return [words.ambiguous(typed), ...(found.isMore ? [words.ambiguousMore] : [])].join(' ');
  }
  if (found.outcome === 'not-found-in-bounds') return words.notFoundInBounds(typed, found.imagesRead, list);
  const { repositories, tags, knownRepository, isCutShort } = found;
  const known = knownRepository === undefined ? '' : shownName(view.scope, knownRepository);
  const meant = [...tags.map((tag) => `${known}:${tag}`), ...repositories].map((other) => code(other));
  const hint = meant.length > 0 ? words.didYouMean(meant.join(words.or)) : words.seeList(list);
  const isRepository = name.kind === 'repository' && name.tag === undefined && name.digest === undefined;
  const nothing = isRepository && knownRepository === undefined ? words.noSuchRepository : words.noSuchImage;
  return [nothing(typed), hint, ...(isCutShort ? [words.cutShort] : [])].join(' ');
}

/** What may have been meant by the name of a repository, as sentences of mark-up. */
export function meantSentences(meant: SimilarRepositories | undefined, { texts }: View): string[] {
  const { didYouMean, or, cutShort } = texts.problem;
  const names = (meant?.similar ?? []).map((name) => code(name)).join(or);
  return [...(names === '' ? [] : [didYouMean(names)]), ...(meant?.isCutShort ? [cutShort] : [])];
}

function choices(verb: Verb, found: Unresolved, view: View): KnownBlock[] {
  if (found.outcome === 'ambiguous') {
    const titles = toldApart(
      found.images.map((image) => imageRow(image, view).title),
      heardLength,
    );
    return found.images.map((image, index) => ({
      ...section(imageMarkup(image, view)),
      block_id: `choice-${index}`,
      accessory: imageButton(verb, image.id, titles[index] ?? '', view),
    }));
  }
  if (found.outcome === 'repository') {
    const repository = shownName(view.scope, found.repository);
    return actionRow('choices', [listButton(repository, 0, repository, view)]);
  }
  if (found.outcome === 'not-found-in-bounds') return [];
  const known = found.knownRepository === undefined ? [] : [shownName(view.scope, found.knownRepository)];
  const repositories = [...known, ...found.repositories];
  const heard = toldApart(repositories, heardLength);
  return actionRow(
    'choices',
    repositories.map((repository, index) => listButton(repository, index, heard[index] ?? '', view)),
  );
}

function imageButton(verb: Verb, imageId: string, title: string, { texts }: View): Button {
  const { common } = texts;
  const isInspect = verb === 'inspect';
  return button({
    text: isInspect ? common.inspectButton : common.deleteButton,
    actionId: isInspect ? actionNames.inspect : actionNames.delete,
    value: encodeImageTarget({ imageId }),
    label: isInspect ? common.inspectLabel(title) : common.deleteLabel(title),
  });
}

function listButton(repository: string, index: number, heard: string, { texts }: View): Button {
  return button({
    text: clip(repository, 70) || texts.problem.listIt,
    actionId: `${actionNames.showList}.${index}`,
    value: encodeListPlace(listStart({ repository: clip(repository, 255), filters: {} })),
    label: texts.problem.listLabel(heard),
  });
}
