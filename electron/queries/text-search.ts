// text.search: the selected events that hold a text, newest first, a stretch at a time. Signatures rule out blocks, the rest is read.
import { done } from '../../shared/base/outcome.ts';
import { decodeEscapes, foldCase } from '../../shared/filter/decoded-text.ts';
import type { TextHit } from '../../shared/questions/text-search.ts';
import { coverSecrets } from '../../shared/salt/secret.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { eventRows } from './event-row.ts';
import { RecordReader, rawText, textSearch } from './filter/record.ts';
import { breathe, cancelled, type Question } from './question.ts';
import { positionOf, sliceSelected } from './selected-order.ts';
import { selectEvents } from './selection.ts';

/** Events taken from the selection at once. */
const chunk = 8_192;
/** How long the search may hold the event loop, in ms. */
const sliceMs = 12;
/** Characters shown before and behind a hit. */
const before = 60;
const behind = 140;

/** Budget: what was asked for, once the selection is made. */
export const textSearchQuestion: Question<'text.search'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const { value } = selected;
  const end = performance.now() + body.budgetMs;
  let sliceEnd = performance.now() + sliceMs;
  let position = body.before === undefined ? value.count : await positionOf(caseFile, value, body.before);
  const mayHold = blockTest(caseFile, body.text);
  const passes = textSearch(body.text);
  const record = new RecordReader(caseFile);
  const found: number[] = [];
  let next: number | null = null;
  scan: while (position > 0) {
    const first = Math.max(0, position - chunk);
    const ids = await sliceSelected(caseFile, value, first, position - first);
    for (let at = ids.length - 1; at >= 0; at--) {
      const id = ids[at] ?? 0;
      if (!mayHold(id)) continue;
      record.moveTo(id);
      if (passes(record)) found.push(id);
      const now = performance.now();
      if (found.length >= body.limit || now >= end) {
        position = first + at;
        next = position > 0 ? id : null;
        break scan;
      }
      if (now < sliceEnd) continue;
      await breathe();
      if (context.isCancelled()) return cancelled();
      sliceEnd = performance.now() + sliceMs;
    }
    position = first;
    const now = performance.now();
    if (now >= end && position > 0) {
      next = ids[0] ?? null;
      break;
    }
    if (now < sliceEnd) continue;
    await breathe();
    if (context.isCancelled()) return cancelled();
    sliceEnd = performance.now() + sliceMs;
  }
  const rowOf = eventRows(caseFile);
  const hits = found.map((id) => ({ row: rowOf(id), ...surroundings(rawText(caseFile.raw(id)), body.text) }));
  return done({ hits, next, scanned: value.count - position, total: value.count });
};

/** Tells of an event whether its block may hold the text. */
function blockTest(caseFile: CaseFile, text: string): (id: number) => boolean {
  const mayHold = caseFile.signatures.candidates([foldCase(text)]);
  if (mayHold === undefined) return () => true;
  const columns = caseFile.columns.segments('block');
  let block = 0;
  let known = true;
  return (id) => {
    const own = columns[Math.floor((id - 1) / segmentLength)]?.[(id - 1) % segmentLength] ?? 0;
    if (own !== block) {
      block = own;
      known = mayHold(own);
    }
    return known;
  };
}

/** What stands around the first place of a text that is not in a covered value. */
export function surroundings(raw: string, text: string): Omit<TextHit, 'row'> {
  const decoded = decodeEscapes(coverSecrets(raw));
  const wanted = foldCase(text);
  const folded = foldCase(decoded);
  const at = folded.indexOf(wanted);
  if (at === -1) return { before: '', match: '', after: '' };
  // Folding makes a few letters two: then the folded text is shown, where the place is right.
  const shown = folded.length === decoded.length ? decoded : folded;
  return {
    before: shown.slice(Math.max(0, at - before), at).toWellFormed(),
    match: shown.slice(at, at + wanted.length).toWellFormed(),
    after: shown.slice(at + wanted.length, at + wanted.length + behind).toWellFormed(),
  };
}
