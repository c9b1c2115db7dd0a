// The report of the sample case: a section for each thing, kept in memory.
import type { KeepOrders } from '../../../shared/bridge/keep-orders.ts';
import type { ReportBlock, ReportThing } from '../../../shared/keep/report.ts';
import type { ReportQuestions, ReportSection } from '../../../shared/questions/report.ts';

type ReportOrder = 'report.put' | 'report.move' | 'report.remove';
type Orders = { [N in ReportOrder]: (body: KeepOrders[N]['body']) => KeepOrders[N]['answer'] };
type Answers = { [N in keyof ReportQuestions]: (body: ReportQuestions[N]['body']) => ReportQuestions[N]['answer'] };

/** Questions and orders over one list of blocks; `undos` is the keeper's. */
export function fakeReport(undos: (() => void)[]): { readonly orders: Orders; readonly answers: Answers } {
  let blocks: readonly ReportBlock[] = [];
  let last = 0;
  return {
    orders: {
      'report.put': ({ key, thing, was, before }) => {
        last += 1;
        const block = { key: key ?? `block-${last}`, thing, was };
        const at = blocks.findIndex((one) => one.key === (key ?? before));
        blocks = blocks.toSpliced(at === -1 ? blocks.length : at, key === null ? 0 : 1, block);
        return { key: block.key };
      },
      'report.move': ({ key, to }) => {
        const moved = blocks.filter((one) => one.key === key);
        blocks = blocks.filter((one) => one.key !== key).toSpliced(to, 0, ...moved);
        return {};
      },
      'report.remove': ({ key }) => {
        const before = blocks;
        blocks = blocks.filter((one) => one.key !== key);
        return {
          undo: undos.push(() => {
            blocks = before;
          }),
        };
      },
    },
    answers: {
      'report.read': () => ({
        title: 'Report on sample',
        about: 'A sample.',
        sections: blocks.map(({ key, thing, was }) => ({ ...sectionOf(thing, was.length > 0), key })),
      }),
      'report.section': ({ thing }) => sectionOf(thing, false),
      'report.text': () => ({ text: '# Report on sample\n' }),
    },
  };
}

function sectionOf(thing: ReportThing | null, isPinned: boolean): ReportSection {
  const base = { key: null, thing, gone: thing === null ? 'It is not there any more.' : null };
  if (thing === null) return { ...base, title: null, parts: [] };
  if (thing.is === 'text') return { ...base, title: null, parts: [{ is: 'text', text: thing.text }] };
  if (thing.is === 'heading') return { ...base, title: thing.text, parts: [] };
  const name = thing.is === 'event' ? `event ${thing.event}` : thing.is === 'job' ? `job ${thing.jid}` : thing.is;
  const query = { ask: 'events', text: 'kind:ret' } as const;
  const number = { label: 'events', value: 14, was: isPinned ? 12 : null, isPinned, query };
  return {
    ...base,
    title: `About ${name}`,
    parts: [
      { is: 'numbers', numbers: [number] },
      {
        is: 'table',
        caption: 'A table',
        columns: [{ title: 'minion', isNumber: false }],
        rows: [['web2']],
        more: 0,
        query,
      },
    ],
  };
}
