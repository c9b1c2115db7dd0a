// case.find: minions and jobs whose name contains a text, for the command palette.
import { done } from '../../shared/base/outcome.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { CaseFile, Dictionary } from '../store/case-file.ts';
import { listSeparator } from '../store/columns/column-defs.ts';
import type { Question } from './question.ts';

/** Minions that begin with the text come first; jobs by jid or function, newest first. */
export const caseFind: Question<'case.find'> = (caseFile, { text, limit }) => {
  const wanted = text.toLowerCase();
  return Promise.resolve(
    done({ minions: findMinions(caseFile, wanted, limit), jobs: findJobs(caseFile, wanted, limit) }),
  );
};

function findMinions(caseFile: CaseFile, wanted: string, limit: number): string[] {
  const dictionary = caseFile.dictionary('minion');
  // All minions known to be such; one row each.
  const names = caseFile
    .rows<{ minion: number }>('SELECT minion FROM minion')
    .map(({ minion }) => dictionary.text(minion))
    .filter((name) => name.toLowerCase().includes(wanted));
  const rank = (name: string): number => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return names.sort((a, b) => rank(a) - rank(b) || naturalOrder(a, b)).slice(0, limit);
}

type JobLine = { readonly jid: number; readonly fun: number | null; readonly started: number | null };

function findJobs(
  caseFile: CaseFile,
  wanted: string,
  limit: number,
): { readonly jid: string; readonly fun: string; readonly started: number | null }[] {
  const jids = caseFile.dictionary('jid');
  const funs = caseFile.dictionary('fun');
  const hasFun = containing(funs, wanted);
  const found: { jid: string; fun: string; started: number | null }[] = [];
  // Jobs in the order in which they were met, last first: by the primary key, given up at the limit.
  for (const { jid, fun, started } of caseFile.each<JobLine>('SELECT jid, fun, started FROM job ORDER BY jid DESC')) {
    const name = jids.text(jid);
    if (hasFun[fun ?? 0] !== 1 && !name.toLowerCase().includes(wanted)) continue;
    found.push({ jid: name, fun: fun === null ? '' : funs.text(fun).replaceAll(listSeparator, ', '), started });
    if (found.length >= limit) break;
  }
  return found;
}

function containing(dictionary: Dictionary, wanted: string): Uint8Array {
  const truth = new Uint8Array(dictionary.size + 1);
  for (let id = 1; id < truth.length; id++) truth[id] = dictionary.text(id).toLowerCase().includes(wanted) ? 1 : 0;
  return truth;
}
