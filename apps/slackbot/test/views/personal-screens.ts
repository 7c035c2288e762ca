import { parseCommand } from '../../src/commands/parse-command.ts';
import { auditMessage, auditView } from '../../src/views/audit-view.ts';
import { helpView } from '../../src/views/help-view.ts';
import { homeView } from '../../src/views/home-view.ts';
import type { View } from '../../src/views/view.ts';
import { whoamiView } from '../../src/views/whoami-view.ts';
import type { Screen } from './checks.ts';
import { exampleAudit, exampleRequest, exampleRights, nowMs, strictRule } from './examples.ts';
import { message, modal } from './screen.ts';

/** What tells people of themselves, and of what was done: the help, the audit, what they may do, the Home tab. */
export function personalScreens(view: View): Record<string, Screen> {
  const problem = parseCommand('lsit');
  const command = 'audit';
  return {
    help: message(helpView({}, view)),
    'help-topic': message(helpView({ topic: 'cleanup' }, view)),
    'help-problem': message(helpView(problem.name === 'help' ? problem : {}, view)),
    audit: message(auditView({ page: { entries: exampleAudit, beforeSeq: 1 }, command }, view)),
    'audit-empty': message(auditView({ page: { entries: [], beforeSeq: undefined }, command }, view)),
    'audit-empty-user': message(
      auditView({ page: { entries: [], beforeSeq: undefined }, about: { userId: 'U1' }, command }, view),
    ),
    'audit-user': message(
      auditView(
        { page: { entries: exampleAudit, beforeSeq: undefined }, about: { userId: 'U1' }, command },
        view,
      ),
    ),
    'audit-posted': message(
      auditMessage(
        [
          {
            ...exampleAudit[0],
            seq: 1,
            teamId: 'T1',
            atMs: nowMs,
            kind: 'refusal',
            userId: 'U1',
            note: 'approval: own-request',
          },
        ],
        view,
      ),
    ),
    'audit-posted-several': message(auditMessage(exampleAudit, view)),
    whoami: message(whoamiView(exampleRights, view)),
    'whoami-default': message(
      whoamiView(
        { ...exampleRights, source: 'default', roles: [], groups: [], limit: undefined, protections: [] },
        view,
      ),
    ),
    home: modal(
      homeView(
        {
          rights: exampleRights,
          waiting: {
            here: [exampleRequest({ state: 'awaiting-approval', rule: strictRule })],
            elsewhere: ['C1', 'C2'],
          },
          latest: exampleAudit,
        },
        view,
      ),
    ),
    'home-empty': modal(
      homeView({ rights: exampleRights, waiting: { here: [], elsewhere: [] }, latest: [] }, view),
    ),
  };
}
