import { auditTexts } from './english/audit.ts';
import { cleanupTexts } from './english/cleanup.ts';
import { commonTexts } from './english/common.ts';
import { deleteTexts } from './english/delete.ts';
import { filterTexts } from './english/filter.ts';
import { helpTexts } from './english/help.ts';
import { homeTexts } from './english/home.ts';
import { inspectTexts } from './english/inspect.ts';
import { listTexts } from './english/list.ts';
import { problemTexts } from './english/problem.ts';
import { requestTexts } from './english/request.ts';
import { whoamiTexts } from './english/whoami.ts';
import type { Texts } from './texts.ts';

/** The words of the bot in English. */
export const english: Texts = {
  audit: auditTexts,
  cleanup: cleanupTexts,
  common: commonTexts,
  delete: deleteTexts,
  filter: filterTexts,
  help: helpTexts,
  home: homeTexts,
  inspect: inspectTexts,
  list: listTexts,
  problem: problemTexts,
  request: requestTexts,
  whoami: whoamiTexts,
};
