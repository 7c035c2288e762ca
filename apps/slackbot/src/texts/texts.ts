import type { auditTexts } from './english/audit.ts';
import type { chooseTexts } from './english/choose.ts';
import type { cleanupTexts } from './english/cleanup.ts';
import type { commonTexts } from './english/common.ts';
import type { deleteTexts } from './english/delete.ts';
import type { doctorTexts } from './english/doctor.ts';
import type { failureTexts } from './english/failure.ts';
import type { filterTexts } from './english/filter.ts';
import type { helpTexts } from './english/help.ts';
import type { homeTexts } from './english/home.ts';
import type { inspectTexts } from './english/inspect.ts';
import type { listTexts } from './english/list.ts';
import type { policyTexts } from './english/policy.ts';
import type { problemTexts } from './english/problem.ts';
import type { requestTexts } from './english/request.ts';
import type { whoamiTexts } from './english/whoami.ts';

/**
 * Every word that a user reads, in one language. Sentences are Slack's mark-up, and what they are given is mark-up already:
 * escaped, in the style of code where it comes from elsewhere. Titles, labels, buttons, cells and placeholders are plain.
 */
export interface Texts {
  readonly audit: typeof auditTexts;
  readonly choose: typeof chooseTexts;
  readonly cleanup: typeof cleanupTexts;
  readonly common: typeof commonTexts;
  readonly delete: typeof deleteTexts;
  readonly doctor: typeof doctorTexts;
  readonly failure: typeof failureTexts;
  readonly filter: typeof filterTexts;
  readonly help: typeof helpTexts;
  readonly home: typeof homeTexts;
  readonly inspect: typeof inspectTexts;
  readonly policy: typeof policyTexts;
  readonly list: typeof listTexts;
  readonly problem: typeof problemTexts;
  readonly request: typeof requestTexts;
  readonly whoami: typeof whoamiTexts;
}
