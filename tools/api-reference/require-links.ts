/**
 * A plugin of typedoc: each export, and each method of the API, needs an `@see` with a link to what defines it. A link is
 * a URL, or leads to a section of the README, because who has the package has not got the rest of this repository.
 */
import { Application, type CommentTag, type DeclarationReflection, type ProjectReflection } from 'typedoc';

/** Their methods are what the API is made of. Other methods are defined where their type is. */
const apis = new Set(['ImagesApi', 'ImagePager', 'OperationHandle', 'OperationsApi']);

/** Called by typedoc, for which a warning is a failure. */
export function load(app: Application): void {
  app.on(Application.EVENT_VALIDATE_PROJECT, (project) => {
    const sections = sectionsOf(project);
    for (const symbol of symbolsOf(project)) {
      const links = seeTagsOf(symbol).flatMap((tag) => linksOf(tag, project));
      const broken = links.filter((link) => !link.startsWith('https:') && !sections.has(link));
      const problem = broken.length > 0 ? `a link to nowhere: ${broken.join()}` : 'no @see with a link';
      if (links.length > 0 && broken.length === 0) continue;
      app.logger.validationWarning(`${symbol.getFriendlyFullName()} has ${problem}`);
    }
  });
}

/** What an entry point exports again is a reference, and needs no link of its own. */
function symbolsOf({ children: entryPoints = [] }: ProjectReflection): DeclarationReflection[] {
  const symbols = entryPoints.flatMap(({ children = [] }) => children.filter((one) => !one.isReference()));
  const methods = symbols.flatMap(({ name, children = [] }) => (apis.has(name) ? children : []));
  return [...symbols, ...methods.filter((one) => one.signatures && !one.inheritedFrom)];
}

/** Of a function, also of one that is a type, the comments are those of its signatures. */
function seeTagsOf({ comment, signatures = [], type }: DeclarationReflection): CommentTag[] {
  const ofType = type?.type === 'reflection' ? (type.declaration.signatures ?? []) : [];
  return [{ comment }, ...signatures, ...ofType].flatMap((one) => one.comment?.getTags('@see') ?? []);
}

/** URLs; of what leads to the README, the anchor; of what leads elsewhere, the path. */
function linksOf({ content }: CommentTag, project: ProjectReflection): string[] {
  return content.flatMap((part) => {
    if (part.kind !== 'relative-link') return part.text.match(/https:[^\s)]+/g) ?? [];
    const isReadme = part.target !== undefined && project.files.resolve(part.target, project) === project;
    return isReadme ? `#${part.targetAnchor}` : part.text;
  });
}

/** By their anchors. The text has no code in it, where a `#` may be a comment. */
function sectionsOf({ readme = [] }: ProjectReflection): Set<string> {
  const text = readme.map((part) => (part.kind === 'text' ? part.text.toLowerCase() : '')).join('');
  return new Set([...text.matchAll(/^##+ (.+)/gm)].map(([, name = '']) => `#${name.replaceAll(' ', '-')}`));
}
