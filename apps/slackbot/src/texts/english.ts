import { auditTexts } from './english/audit.ts';
import { chooseTexts } from './english/choose.ts';
import { cleanupTexts } from './english/cleanup.ts';
import { commonTexts } from './english/common.ts';
import { deleteTexts } from './english/delete.ts';
import { doctorTexts } from './english/doctor.ts';
import { failureTexts } from './english/failure.ts';
import { filterTexts } from './english/filter.ts';
import { helpTexts } from './english/help.ts';
import { homeTexts } from './english/home.ts';
import { inspectTexts } from './english/inspect.ts';
import { listTexts } from './english/list.ts';
import { policyTexts } from './english/policy.ts';
import { problemTexts } from './english/problem.ts';
import { requestTexts } from './english/request.ts';
import { whoamiTexts } from './english/whoami.ts';
import type { Texts } from './texts.ts';

/** The words of the bot in English. */
export const english: Texts = {
  audit: auditTexts,
  choose: chooseTexts,
  cleanup: cleanupTexts,
  common: commonTexts,
  delete: deleteTexts,
  doctor: doctorTexts,
  failure: failureTexts,
  filter: filterTexts,
  help: helpTexts,
  home: homeTexts,
  inspect: inspectTexts,
  policy: policyTexts,
  list: listTexts,
  problem: problemTexts,
  request: requestTexts,
  whoami: whoamiTexts,
};
