// Where a text stands in lines that were cut at a width: a place may go over the end of a line.

type Range = readonly [from: number, to: number];

/** Places marked at most. */
const most = 1_000;

/** By line, rising: the pieces of the places of any of the texts, in any letter case. */
export function lineMarks(lines: readonly string[], texts: readonly string[]): ReadonlyMap<number, readonly Range[]> {
  const wanted = texts.map((text) => text.toLowerCase()).filter((text) => text !== '');
  const marks = new Map<number, Range[]>();
  if (wanted.length === 0) return marks;
  const all = lines.join('');
  const folded = all.toLowerCase();
  // A few letters become two when folded: then places cannot be told.
  if (folded.length !== all.length) return marks;
  let line = 0;
  let start = 0;
  let found = nextPlace(folded, wanted, 0);
  for (let n = 0; found !== undefined && n < most; n++) {
    let [from] = found;
    const [, to] = found;
    while (from < to) {
      while (from >= start + (lines[line]?.length ?? 0)) start += lines[line++]?.length ?? 0;
      const end = Math.min(to, start + (lines[line]?.length ?? 0));
      marks.set(line, [...(marks.get(line) ?? []), [from - start, end - start]]);
      from = end;
    }
    found = nextPlace(folded, wanted, to);
  }
  return marks;
}

function nextPlace(text: string, wanted: readonly string[], from: number): Range | undefined {
  let best: Range | undefined;
  for (const one of wanted) {
    const at = text.indexOf(one, from);
    if (at !== -1 && (best === undefined || at < best[0])) best = [at, at + one.length];
  }
  return best;
}
