// timeline.bands: where nothing came at all: gaps that no source covers, and silences that are unusual for their surroundings.
import { done } from '../../shared/base/outcome.ts';
import type { TimelineBand } from '../../shared/questions/timeline.ts';
import { joinSpans, type Stretch } from '../analysis/coverage.ts';
import { judgeSilence } from '../analysis/silences.ts';
import type { CaseFile } from '../store/case-file.ts';
import { cancelled, type Question } from './question.ts';
import { timeOrder } from './time-order.ts';
import { MadeOnce } from './timeline/made-once.ts';
import { Slices } from './timeline/slice.ts';

/** Shorter pauses are no silence whatever is around: a busy master's events come in bursts. */
const shortest = 1_000_000;
/** The longest so many pauses are judged. */
const mostJudged = 2_000;

const kept = new MadeOnce<readonly TimelineBand[]>(1, () => 1);

/** Answers `timeline.bands`; the bands are found once a revision. */
export const timelineBands: Question<'timeline.bands'> = async (caseFile, body, context) => {
  const revision = caseFile.revision();
  const bands = await kept.get(caseFile, '', revision, context.isCancelled, (isGivenUp) =>
    findBands(caseFile, new Slices(isGivenUp)),
  );
  if (bands === undefined) return cancelled();
  const shown = bands.slice(0, body.limit).sort((a, b) => a.from - b.from);
  return done({ revision, bands: shown, total: bands.length });
};

/** All bands, longest first. */
async function findBands(caseFile: CaseFile, slices: Slices): Promise<readonly TimelineBand[] | undefined> {
  // Few rows: a case has as many sources as files were read.
  const stretches = joinSpans(
    caseFile.rows<Stretch>(
      'SELECT first_stamp AS "from", last_stamp AS "to" FROM source WHERE first_stamp IS NOT NULL AND last_stamp IS NOT NULL',
    ),
  );
  const bands: TimelineBand[] = [];
  for (const [at, stretch] of stretches.slice(1).entries()) {
    bands.push({ from: stretches[at]?.to ?? 0, to: stretch.from, kind: 'gap', around: 0, busy: 0 });
  }
  const stamps = await stampsOf(caseFile);
  const pauses = await findPauses(stamps, slices);
  if (pauses === undefined) return undefined;
  const hasEvents = (from: number, to: number): boolean => {
    const at = stamps.firstFrom(from);
    return at < stamps.length && stamps.at(at) < to;
  };
  for (const pause of pauses.sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, mostJudged)) {
    const stretch = stretches.find(({ from, to }) => from <= pause.from && pause.to <= to);
    const silence =
      stretch === undefined ? undefined : judgeSilence(pause, { first: stretch.from, last: stretch.to }, hasEvents);
    if (silence !== undefined) bands.push({ kind: 'silence', ...silence });
    if (slices.isDue && (await slices.rest())) return undefined;
  }
  return bands.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
}

type Stamps = {
  readonly length: number;
  readonly at: (rank: number) => number;
  readonly firstFrom: (time: number) => number;
};

/** All stamps in time order. */
async function stampsOf(caseFile: CaseFile): Promise<Stamps> {
  const { ids, length } = await timeOrder(caseFile);
  const columns = caseFile.columns.segments('stamp');
  const at = (rank: number): number => {
    const position = ids === undefined ? rank : (ids[rank] ?? 0) - 1;
    return columns[position >>> 16]?.[position & 0xffff] ?? 0;
  };
  const firstFrom = (time: number): number => {
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (at(middle) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return { length, at, firstFrom };
}

async function findPauses(stamps: Stamps, slices: Slices): Promise<Stretch[] | undefined> {
  const pauses: Stretch[] = [];
  let before = Number.NaN;
  for (let rank = 0; rank < stamps.length; rank += 1) {
    const stamp = stamps.at(rank);
    if (stamp - before >= shortest) pauses.push({ from: before, to: stamp });
    before = stamp;
    if ((rank & 0x3fff) === 0x3fff && slices.isDue && (await slices.rest())) return undefined;
  }
  return pauses;
}
