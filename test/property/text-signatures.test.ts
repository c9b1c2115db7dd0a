// The law of the signatures: no event that bare text selects is ever ruled out, and a signed case answers as an unsigned one.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { startPacer } from '../../electron/derive/pacer.ts';
import { signBlocks } from '../../electron/derive/sign-blocks.ts';
import { compileFilter } from '../../electron/queries/filter/compile.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { segmentLength } from '../../electron/store/columns/column-defs.ts';
import { bitsOfText, signatureBits, signRecord } from '../../electron/store/signatures/text-grams.ts';
import { decodeEscapes, foldCase } from '../../shared/filter/decoded-text.ts';
import type { FilterTree } from '../../shared/filter/filter-tree.ts';
import { matches } from '../../shared/filter/matches.ts';
import { filterEvent } from '../support/filter-event.ts';
import { randomFilter } from '../support/random-filter.ts';
import { randomRecord } from '../support/random-records.ts';
import { addRecords, emptyCase, type SmallCase } from '../support/small-case.ts';

const seed = Number(process.env.SALTRACE_SEED ?? 1);
const opened: SmallCase[] = [];
afterAll(() => {
  for (const small of opened) small.dispose();
});

/** Texts in which letters, escapes and odd characters are common. */
const oddText = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('a', 'B', 'ss', 'web1', ' ', '"', '/', '\\', '\n', '\t', '7', 'u00e9') },
      fc.constantFrom('é', 'É', 'İ', 'Σ', 'ΟΔΟΣ', '錯誤', '😀', '\ud83d', '\ufffd', 'ẞ', '\u212a', '\u0000', '\u0080'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A record with the text in it, written as plainly or as escaped as the number says. */
function recordWith(text: string, style: number): string {
  const json = JSON.stringify(text).replaceAll('/', style % 2 === 0 ? '/' : '\\/');
  const written =
    style < 2 ? json : json.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `{"tag":"custom/x","data":{"text":${written}}}`;
}

function signed(raw: string): Uint32Array {
  const bits = new Uint32Array(signatureBits / 32);
  signRecord(new TextEncoder().encode(raw), bits);
  return bits;
}

describe('the signature of a record', () => {
  it('has the bits of every text that is found in it', () => {
    const place = fc.tuple(oddText, fc.nat(3), fc.nat(), fc.nat(12));
    let asked = 0;
    for (const [text, style, from, length] of fc.sample(place, { numRuns: 20_000, seed })) {
      const raw = new TextDecoder().decode(new TextEncoder().encode(recordWith(text, style)));
      const decoded = decodeEscapes(raw);
      const start = from % decoded.length;
      // Half of the texts are asked for in capitals: letter case must not matter.
      const part = decoded.slice(start, start + length);
      const wanted = foldCase(from % 2 === 0 ? part : part.toUpperCase());
      if (!foldCase(decoded).includes(wanted)) continue;
      const bits = signed(raw);
      const lost = bitsOfText(wanted).filter((bit) => ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0);
      expect([raw, wanted, lost]).toEqual([raw, wanted, []]);
      if (wanted.length >= 5) asked++;
    }
    expect(asked).toBeGreaterThan(8_000);
  });

  it('lacks a bit of most texts that are not in it', () => {
    const bits = signed(recordWith('connection refused by 10.0.0.7', 0));
    const others = ['accepted', 'connection reset', '10.0.0.8', 'xyz', 'refuses'];
    const ruledOut = others.filter((text) =>
      bitsOfText(text).some((bit) => ((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0),
    );
    expect(ruledOut).toEqual(others);
  });
});

async function selected(caseFile: CaseFile, tree: FilterTree): Promise<number[]> {
  const program = compileFilter(tree, caseFile, { zone: 'UTC', captureFirst: undefined, captureLast: undefined });
  const mask = new Uint8Array(segmentLength);
  await program.fill(0, 0, caseFile.columns.length, mask, () => false);
  return Array.from(mask.subarray(0, caseFile.columns.length));
}

async function sign(caseFile: CaseFile): Promise<void> {
  const done = await signBlocks(
    caseFile,
    startPacer(() => false),
    { fewestUnsigned: 1 },
  );
  if (!done.ok || !done.value) throw new Error('not signed');
}

describe('a signed case', () => {
  it('answers as the reference predicate, signed in part and as a whole', { timeout: 240_000 }, async () => {
    let found = 0;
    const record = fc.oneof(
      randomRecord,
      fc.tuple(oddText, fc.nat(3)).map(([text, style]) => recordWith(text, style)),
    );
    const lists = fc.sample(fc.array(record, { minLength: 30, maxLength: 40, size: 'max' }), { numRuns: 12, seed });
    for (const [at, lines] of lists.entries()) {
      const small = emptyCase();
      opened.push(small);
      const { caseFile } = small;
      // One block a source, as small as they are: so that some blocks have the text and some have not.
      for (let i = 0; i < lines.length; i += 5) {
        addRecords(small, `source ${i}`, lines.slice(i, i + 5));
        if (i === 15) await sign(caseFile);
      }
      const texts = fc.sample(oddText, { numRuns: 60, seed: seed + at });
      const trees: FilterTree[] = [
        ...texts.map((text) => ({ type: 'text' as const, text })),
        ...texts.map((text) => ({ type: 'not' as const, term: { type: 'text' as const, text: text.toUpperCase() } })),
        ...fc.sample(randomFilter, { numRuns: 60, seed: seed + at }),
      ].filter((tree) => tree.type !== 'text' || tree.text !== '');
      const events = Array.from({ length: caseFile.columns.length }, (_, i) => filterEvent(caseFile, i + 1));
      const context = { zone: 'UTC', captureFirst: undefined, captureLast: undefined };
      for (const isWhole of [false, true]) {
        if (isWhole) await sign(caseFile);
        expect(caseFile.signatures.groups()).toEqual([{ firstBlock: 1, blocks: isWhole ? caseFile.blocks() : 4 }]);
        for (const tree of trees) {
          const wanted = events.map((event) => (matches(tree, event, context) ? 1 : 0));
          expect([tree, await selected(caseFile, tree)]).toEqual([tree, wanted]);
          if (tree.type === 'text' && wanted.includes(1)) found++;
        }
      }
    }
    expect(found).toBeGreaterThan(150);
  });
});
