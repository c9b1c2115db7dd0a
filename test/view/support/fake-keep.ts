// What a person keeps, in memory: the engine's answers to the orders about saved queries, named views and notes.
import type { Failure } from '../../../shared/base/failure.ts';
import type { KeepOrders } from '../../../shared/bridge/keep-orders.ts';
import type { NamedView, Note } from '../../../shared/keep/note.ts';
import type { QueryEntry } from '../../../shared/keep/saved-query.ts';
import { fakeReport } from './fake-report.ts';

/** A few queries that exist at the start: one of each place, and a broken file. */
const firstQueries: readonly QueryEntry[] = [
  {
    place: 'library',
    file: 'mine.yaml',
    query: {
      name: 'Failed on one minion',
      description: 'What went wrong there.',
      kind: 'filter',
      text: 'kind:ret outcome:failed minion:$minion',
      parameters: [{ name: 'minion', type: 'minion', description: 'Which one', default: null, choices: [] }],
    },
  },
  { place: 'library', file: 'bad.yaml', name: null, line: 3, reason: 'text: position 0: unknown field retcod' },
  {
    place: 'built-in',
    file: 'test-runs.yaml',
    query: { name: 'Test runs', description: 'Dry runs.', kind: 'filter', text: 'kind:ret test:true', parameters: [] },
  },
  {
    place: 'built-in',
    file: 'longest-jobs.yaml',
    query: { name: 'Longest jobs', description: '', kind: 'sql', text: 'SELECT jid FROM jobs', parameters: [] },
  },
];

type Answers = { [N in keyof KeepOrders]: (body: KeepOrders[N]['body']) => KeepOrders[N]['answer'] | Failure };

const gone: Failure = { code: 'undo-gone', message: 'What was removed can no longer be put back.' };

/** The orders' answers over lists of their own. */
export function fakeKeep(): { readonly orders: Answers; readonly answers: ReturnType<typeof fakeReport>['answers'] } {
  let queries: readonly QueryEntry[] = firstQueries;
  let views: readonly NamedView[] = [];
  let notes: readonly Note[] = [];
  const undos: (() => void)[] = [];
  const isAt = (at: KeepOrders['queries.remove']['body']) => (entry: QueryEntry) =>
    entry.place === at.place && ('query' in entry ? entry.query.name === at.name : entry.file === at.file);
  const report = fakeReport(undos);
  const orders: Answers = {
    ...report.orders,
    'queries.list': () => ({ folder: '/home/ana/.config/Saltrace/queries', entries: queries }),
    'queries.save': ({ place, query, replaces }) => {
      const others = replaces === null ? queries : queries.filter((entry) => !isAt(replaces)(entry));
      if (others.some((entry) => entry.place === place && 'query' in entry && entry.query.name === query.name))
        return { code: 'query-exists', message: `There is a query named ${query.name} already.` };
      queries = [{ place, file: place === 'case' ? null : 'new.yaml', query }, ...others];
      return {};
    },
    'queries.remove': (at) => {
      const before = queries;
      queries = queries.filter((entry) => !isAt(at)(entry));
      return {
        undo: undos.push(() => {
          queries = before;
        }),
      };
    },
    'queries.import': ({ paths }) => ({
      imported: [],
      refused: paths.map((file) => ({ file, line: 2, reason: 'kind: expected one of' })),
    }),
    'queries.export': () => ({}),
    'views.list': () => ({ views }),
    'views.save': ({ name, view, replaces }) => {
      views = [...views.filter((one) => one.name !== replaces && one.name !== name), { name, view }];
      return {};
    },
    'views.remove': ({ name }) => {
      const before = views;
      views = views.filter((one) => one.name !== name);
      return {
        undo: undos.push(() => {
          views = before;
        }),
      };
    },
    'notes.list': () => ({ notes }),
    'notes.save': ({ about, content }) => {
      const key = JSON.stringify(about);
      const isNothing = !content.isBookmarked && content.text.trim() === '' && content.tags.length === 0;
      const subject =
        about.what === 'event' ? { ...about, tag: `tag of ${about.event}`, stamp: 1_772_366_400_000_000 } : about;
      const note: Note = { key, about: subject, ...content, changed: 1_772_366_500_000_000 };
      notes = [...(isNothing ? [] : [note]), ...notes.filter((one) => one.key !== key)];
      return { note: isNothing ? null : note };
    },
    'notes.remove': ({ key }) => {
      const before = notes;
      notes = notes.filter((one) => one.key !== key);
      return {
        undo: undos.push(() => {
          notes = before;
        }),
      };
    },
    'keep.undo': ({ undo }) => {
      const run = undos[undo - 1];
      if (run === undefined) return gone;
      run();
      return {};
    },
  };
  return { orders, answers: report.answers };
}
