// A unified diff as the two texts it was made from, as far as it tells them: its hunks, one behind the other.

/** The two sides. */
export type DiffTexts = { readonly before: string; readonly after: string };

/** Reads a unified diff; `null` for a text that is none (`New file`, `Replace binary file`). */
export function sidesOfDiff(diff: string): DiffTexts | null {
  const before: string[] = [];
  const after: string[] = [];
  let hunks = 0;
  for (const line of diff.split('\n')) {
    if (line.startsWith('@@')) {
      hunks += 1;
      if (hunks > 1) {
        before.push('⋯');
        after.push('⋯');
      }
    } else if (hunks === 0) continue;
    else if (line.startsWith('-')) before.push(line.slice(1));
    else if (line.startsWith('+')) after.push(line.slice(1));
    else if (line.startsWith(' ')) {
      before.push(line.slice(1));
      after.push(line.slice(1));
    }
  }
  return hunks === 0 ? null : { before: before.join('\n'), after: after.join('\n') };
}
