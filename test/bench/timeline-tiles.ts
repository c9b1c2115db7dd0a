// What the timeline costs the engine: `node test/bench/timeline-tiles.ts [millions] [case]`: a made-up log of that many events is read
// into a case (kept and used again when a path is given), then index, lanes and tiles are measured as CPU time of the one thread.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsHistogram } from '../../electron/queries/events-histogram.ts';
import type { Question, QuestionContext } from '../../electron/queries/question.ts';
import { selectEvents } from '../../electron/queries/selection.ts';
import { timeOrder } from '../../electron/queries/time-order.ts';
import { findIndex } from '../../electron/queries/timeline/find-index.ts';
import { openBars } from '../../electron/queries/timeline/open-bars.ts';
import { timelineArea } from '../../electron/queries/timeline-area.ts';
import { timelineBands } from '../../electron/queries/timeline-bands.ts';
import { timelineItem } from '../../electron/queries/timeline-item.ts';
import { timelineLanes } from '../../electron/queries/timeline-lanes.ts';
import { timelineNext } from '../../electron/queries/timeline-next.ts';
import { timelineTile } from '../../electron/queries/timeline-tile.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';
import type { LaneField, TimelineLanes } from '../../shared/questions/timeline.ts';
import { madeCase, must } from '../support/made-case.ts';

const events = Math.round(Number(process.argv[2] ?? 10) * 1e6);
const kept = process.argv[3];
const context: QuestionContext = { isCancelled: () => false, zone: 'UTC' };

function ask<N extends QuestionName>(caseFile: CaseFile, question: Question<N>, body: Body<N>): Promise<Answer<N>> {
  return question(caseFile, body, context).then(must);
}

/** Watches for how much CPU time the event loop is held at once; the result ends the watching and gives the most, in ms. */
function watchLoop(): () => number {
  let most = 0;
  let isOver = false;
  let last = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    most = Math.max(most, (user + system) / 1000);
    last = process.threadCpuUsage();
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  return () => {
    isOver = true;
    return most;
  };
}

/**
 * How many times slower than an idle machine this one is at this moment: a histogram of 10 M events (one pass over two columns) takes
 * about 15 ms on an idle one (2 vCPU EPYC). Budgets are for an idle machine and are stretched by it.
 */
let slowness = 1;

/** Least, mean and most CPU time of some rounds, in ms. */
async function time(
  name: string,
  budgetMs: number,
  rounds: number,
  run: (round: number) => Promise<unknown>,
): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = process.threadCpuUsage();
    await run(round);
    const { user, system } = process.threadCpuUsage(begin);
    times.push((user + system) / 1000);
  }
  const sorted = times.toSorted((a, b) => a - b);
  // The clock of the thread moves in steps of up to 4 ms: the mean of many tells more than the middle one.
  const mean = times.reduce((sum, ms) => sum + ms, 0) / rounds;
  const most = sorted.at(-1) ?? 0;
  const allowed = budgetMs * slowness;
  const verdict = budgetMs === 0 ? '' : `${mean <= allowed ? 'within' : 'OVER'} ${budgetMs} × ${slowness.toFixed(1)}`;
  console.log(
    `${name.padEnd(66)} ${(sorted[0] ?? 0).toFixed(1).padStart(8)} ${mean.toFixed(1).padStart(8)} ${most.toFixed(1).padStart(8)} ms  ${verdict}`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'saltrace-bench-'));
try {
  const caseFile = await madeCase(kept ?? join(folder, 'bench.saltrace'), folder, events);
  await measure(caseFile);
  caseFile.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(caseFile: CaseFile): Promise<void> {
  console.log(
    `${caseFile.columns.length} events, Node ${process.version}; least, mean and most CPU time of the thread`,
  );
  await time('columns loaded, order by time, selection of all', 0, 1, async () => {
    for (const name of ['minion', 'jid', 'user', 'fun', 'source', 'kind', 'outcome', 'durationUs', 'flags'] as const) {
      caseFile.columns.segments(name);
    }
    await timeOrder(caseFile);
    await selectEvents(caseFile, { filter: '' }, context);
  });
  const histogram = (): Promise<unknown> =>
    ask(caseFile, eventsHistogram, { filter: '', buckets: 1000, stack: 'outcome' });
  await histogram();
  const begin = process.threadCpuUsage();
  for (let round = 0; round < 10; round += 1) await histogram();
  const { user, system } = process.threadCpuUsage(begin);
  const perTenMillions = ((user + system) / 10_000) * (1e7 / caseFile.columns.length);
  slowness = Math.max(1, perTenMillions / 15);
  console.log(
    `  a histogram of 10 M events takes ${perTenMillions.toFixed(1)} ms: ${slowness.toFixed(1)} × an idle machine`,
  );
  await time('open bars, cold', 0, 1, () => openBars(caseFile, caseFile.revision(), context.isCancelled));
  for (const by of ['minion', 'fun', 'job'] as const) {
    const held = watchLoop();
    await time(`index by ${by}, cold`, 3000, 1, () => findIndex(caseFile, { filter: '', by }, context));
    console.log(`  longest the event loop was held: ${held().toFixed(1)} ms of CPU time`);
  }
  const lanes = await ask(caseFile, timelineLanes, { filter: '', by: 'minion', sort: 'name', limit: 10_000 });
  console.log(
    `  ${lanes.total} lanes, ${lanes.count} events, ${(await openBars(caseFile, caseFile.revision(), context.isCancelled))?.count} open bars`,
  );
  for (const sort of ['name', 'failures', 'similarity'] as const) {
    await time(`lanes by minion, sorted by ${sort}`, 100, 5, () =>
      ask(caseFile, timelineLanes, { filter: '', by: 'minion', sort, limit: 10_000 }),
    );
  }
  await time('lanes grouped by most frequent function', 0, 3, () =>
    ask(caseFile, timelineLanes, {
      filter: '',
      by: 'minion',
      sort: 'name',
      group: { by: 'field', field: 'fun' },
      limit: 10_000,
    }),
  );
  await tiles(caseFile, lanes, 'minion');
  const { from, to } = lanes.extent ?? { from: 0, to: 1 };
  await time('area: a tenth of the time, all lanes', 0, 5, () =>
    ask(caseFile, timelineArea, { filter: '', span: { from, to: from + (to - from) / 10 }, by: 'minion', limit: 20 }),
  );
  await time('next failure', 10, 20, (round) =>
    ask(caseFile, timelineNext, {
      filter: '',
      by: 'minion',
      from: from + ((to - from) * round) / 20,
      isBackward: false,
    }),
  );
  await time('story of an item', 50, 20, (round) =>
    ask(caseFile, timelineItem, { event: 1 + Math.floor(((caseFile.columns.length - 1) * round) / 20) }),
  );
  await time('bands, cold', 0, 1, () => ask(caseFile, timelineBands, { limit: 1000 }));
}

async function tiles(caseFile: CaseFile, { ids, extent }: TimelineLanes, by: LaneField): Promise<void> {
  const { from, to } = extent ?? { from: 0, to: 1 };
  // Seven tiles cover a window of 1,800 pixels.
  const whole = Math.ceil(Math.log2((to - from) / 1800));
  for (const zoom of [0, 2, 5, 10, 15, 20]) {
    const level = Math.max(0, whole - zoom);
    const width = 256 * 2 ** level;
    for (const count of [60, ids.length]) {
      const budget = count === 60 ? 10 : 40;
      await time(`tile, ${count} lanes, 2^${level} µs a cell (1/${2 ** zoom} of the time)`, budget, 15, (round) => {
        const tile = Math.floor((from + ((to - from) * (round + 0.5)) / 15) / width);
        const first = count === 60 ? (round * 131) % Math.max(1, ids.length - 60) : 0;
        return ask(caseFile, timelineTile, {
          filter: '',
          by,
          level,
          tile,
          lanes: Array.from(ids.subarray(first, first + count)),
          isMerged: false,
        });
      });
    }
  }
  await time('tile, all lanes merged, whole time', 40, 15, (round) =>
    ask(caseFile, timelineTile, {
      filter: '',
      by,
      level: whole,
      tile: Math.floor((from + ((to - from) * (round + 0.5)) / 15) / (256 * 2 ** whole)),
      lanes: Array.from(ids),
      isMerged: true,
    }),
  );
}
