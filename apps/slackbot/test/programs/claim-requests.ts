// Tries to start every request of a database, to use every confirmation and to claim some names, and writes how often it was the first.
import { openState } from '../../src/state/state.ts';
import { whenFree } from '../../src/state/when-free.ts';

const [, , path = ':memory:', name = '', count = '0'] = process.argv;
using state = openState(path);
let started = 0;
let used = 0;
let claimed = 0;
for (let number = 0; number < Number(count); number += 1) {
  const id = `r${number}`;
  const result = await whenFree(() =>
    state.requests.apply({ teamId: 'T1', id }, { kind: 'start', atMs: 1 }, () => [
      { teamId: 'T1', atMs: 1, kind: 'delete', userId: name, requestId: id },
    ]),
  );
  if (result.outcome === 'changed') started += 1;
  if (await whenFree(() => state.confirmations.use(`c${number}`, id))) used += 1;
  const claim = { owner: name, nowMs: 1, untilMs: 2 };
  if (await whenFree(() => state.claims.take({ teamId: 'T1', name: id }, claim))) claimed += 1;
}
process.stdout.write(JSON.stringify({ started, used, claimed }));
