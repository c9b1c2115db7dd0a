// Signs the raw blocks after they were imported, a group at a time: what is signed is kept, whoever stops it.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { groupLength, packPart, partCount, rowWidth, type SignedGroup } from '../store/signatures/signature-store.ts';
import { signatureBits, signRecord } from '../store/signatures/text-grams.ts';
import type { Pacer } from './pacer.ts';

/** Blocks without a signature that are not worth one: 4 MiB of raw text are searched in a blink. */
const fewestUnsigned = 64;

/** What surrounds the signing. */
export type SignOptions = {
  /** Hears the share of the blocks that are signed, from 0 to 1. */
  readonly onShare?: ((share: number) => void) | undefined;
  /** Blocks without a signature that are left so; given by tests only. */
  readonly fewestUnsigned?: number;
};

/** Signs all that is worth it; gives false when it was stopped. Nothing but signatures is written. */
export async function signBlocks(
  caseFile: CaseFile,
  pacer: Pacer,
  { onShare = () => undefined, fewestUnsigned: fewest = fewestUnsigned }: SignOptions = {},
): Promise<Outcome<boolean>> {
  const { writer } = caseFile;
  const todo = groupsToSign(caseFile, fewest);
  if (writer === undefined || todo.length === 0) return done(true);
  const dropped = writer.aside(({ signatures }) => signatures.dropStale());
  if (!dropped.ok) return dropped;
  const blocks = caseFile.blocks();
  for (const group of todo) {
    const rows = await signGroup(caseFile, group, pacer, (at) => onShare((group.firstBlock + at) / blocks));
    if (rows === undefined) return done(false);
    const written = await writeGroup(writer, group, rows, pacer);
    if (!written.ok || !written.value) return written;
  }
  return done(true);
}

function groupsToSign(caseFile: CaseFile, fewest: number): SignedGroup[] {
  const total = caseFile.blocks();
  const signed = new Map(caseFile.signatures.groups().map(({ firstBlock, blocks }) => [firstBlock, blocks]));
  const todo: SignedGroup[] = [];
  for (let firstBlock = 1; firstBlock <= total; firstBlock += groupLength) {
    const blocks = Math.min(groupLength, total - firstBlock + 1);
    const before = signed.get(firstBlock) ?? 0;
    if (blocks > before && (blocks === groupLength || blocks - before >= fewest)) todo.push({ firstBlock, blocks });
  }
  return todo;
}

/** The rows of bits of a group; `undefined` when it was stopped. */
async function signGroup(
  caseFile: CaseFile,
  { firstBlock, blocks }: SignedGroup,
  pacer: Pacer,
  onBlock: (at: number) => void,
): Promise<Uint32Array | undefined> {
  const { columns } = caseFile;
  const width = rowWidth(blocks);
  const rows = new Uint32Array(signatureBits * width);
  const bits = new Uint32Array(signatureBits / 32);
  let id = firstEventFrom(caseFile, firstBlock);
  if (await pacer.rest()) return undefined;
  for (let at = 0; at < blocks; at++) {
    bits.fill(0);
    for (; id <= columns.length && columns.value('block', id) === firstBlock + at; id++)
      signRecord(caseFile.raw(id), bits);
    spreadBits(bits, rows, at, width);
    if (!pacer.isDue()) continue;
    onBlock(at);
    if (await pacer.rest()) return undefined;
  }
  return rows;
}

/** Parts written at once. */
const partsAtOnce = 16;

/** Puts a group in the place of the one before; false when it was stopped: then the group has no signatures. */
async function writeGroup(
  writer: CaseWriter,
  group: SignedGroup,
  rows: Uint32Array,
  pacer: Pacer,
): Promise<Outcome<boolean>> {
  for (let part = 0; part < partCount; part += partsAtOnce) {
    if (await pacer.rest()) return done(false);
    const parts = Array.from({ length: partsAtOnce }, (_, at) => packPart(rows, group.blocks, part + at));
    const written = writer.aside(({ signatures }) => {
      if (part === 0) signatures.begin(group);
      signatures.add(group, part, parts);
      if (part + partsAtOnce === partCount) signatures.end(group);
    });
    if (!written.ok) return written;
  }
  return done(true);
}

/** The first event in this block or behind it: blocks rise with the events. */
function firstEventFrom({ columns }: CaseFile, block: number): number {
  let low = 1;
  let high = columns.length + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (columns.value('block', middle) < block) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sets the bit of one block in the row of each bit that its signature has. */
function spreadBits(bits: Uint32Array, rows: Uint32Array, block: number, width: number): void {
  const element = block >>> 5;
  const bit = 1 << (block & 31);
  for (let at = 0; at < bits.length; at++) {
    for (let some = bits[at] ?? 0; some !== 0; some &= some - 1) {
      const row = at * 32 + 31 - Math.clz32(some & -some);
      const place = row * width + element;
      rows[place] = (rows[place] ?? 0) | bit;
    }
  }
}
