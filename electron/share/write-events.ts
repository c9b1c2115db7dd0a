// Writes the events of a share into its new case: redacted records as JSON lines, read again by the usual line.
import { assert } from '../../shared/base/assert.ts';
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import { formatNamed } from '../formats/registry.ts';
import { ProgressMeter } from '../ingest/import-progress.ts';
import { IngestLine } from '../ingest/ingest-line.ts';
import { ParsePools, type PoolOptions } from '../ingest/parse-pools.ts';
import { pieceBytes } from '../ingest/piece-reader.ts';
import { breathe } from '../queries/question.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Which events are written, how, and who hears of it. */
export type EventsWriting = {
  readonly ids: Uint32Array;
  readonly redactor: Redactor;
  readonly pools: PoolOptions;
  readonly onProgress: (share: number) => void;
  readonly isCancelled: () => boolean;
};

/** What comes of a share that was stopped. */
export const stopped = failed({
  code: 'share-cancelled',
  message: 'Sharing was stopped; nothing was written.',
}) as Outcome<never> & { readonly ok: false };

/** Writes them, source by source. */
export async function writeEvents(from: CaseFile, to: CaseFile, writing: EventsWriting): Promise<Outcome<void>> {
  assert(to.writer !== undefined, 'a new case has a writer');
  const { ids } = writing;
  const runs = sourceRuns(from, ids);
  const pools = new ParsePools(
    runs.map(({ bytes }) => bytes),
    writing.pools,
  );
  const line = new IngestLine(to, to.writer, new ProgressMeter(undefined, () => undefined));
  const format = formatNamed('rawfile-json');
  const encoder = new TextEncoder();
  try {
    for (const [number, run] of runs.entries()) {
      const name = `share-${number + 1}`;
      const track = line.begin({ name, path: name, format, pool: pools.choose(run.bytes) });
      let lines: string[] = [];
      let size = 0;
      const send = async (isLast: boolean): Promise<Outcome<void>> => {
        const sent = await track.send({ bytes: encoder.encode(lines.join('')), isLast }, 0);
        lines = [];
        size = 0;
        return sent;
      };
      for (let at = run.from; at < run.to; at += 1) {
        const id = ids[at] ?? 0;
        const text = `${writing.redactor.event(id, from.event(id))}\n`;
        lines.push(text);
        size += text.length;
        if ((at & 63) === 0) {
          writing.onProgress(at / ids.length);
          await breathe();
          if (writing.isCancelled()) return stopped;
        }
        if (size < pieceBytes) continue;
        const sent = await send(false);
        if (!sent.ok) return sent;
      }
      const sent = await send(true);
      if (!sent.ok) return sent;
      const ended = await track.end({ isComplete: run.isComplete });
      if (!ended.ok) return ended;
    }
    const finished = await line.finish(writing.isCancelled);
    return writing.isCancelled() ? stopped : finished;
  } finally {
    await pools.close();
    line.close();
  }
}

/** Where the events of each source begin and end in the list of ids. */
type Run = { readonly from: number; readonly to: number; readonly bytes: number; readonly isComplete: boolean };

function sourceRuns(from: CaseFile, ids: Uint32Array): Run[] {
  // All sources.
  const rows = from.rows<{ readonly id: number; readonly isComplete: number }>(
    'SELECT id, is_complete AS isComplete FROM source',
  );
  const complete = new Map(rows.map(({ id, isComplete }) => [id, isComplete === 1]));
  const runs: { from: number; to: number; bytes: number; isComplete: boolean }[] = [];
  let last = -1;
  for (const [at, id] of ids.entries()) {
    const source = from.columns.value('source', id);
    if (source !== last) runs.push({ from: at, to: at, bytes: 0, isComplete: complete.get(source) ?? false });
    last = source;
    const run = runs.at(-1);
    if (run === undefined) continue;
    run.to = at + 1;
    run.bytes += from.columns.value('size', id);
  }
  return runs;
}
