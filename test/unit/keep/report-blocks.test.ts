// The blocks of a report: pinned, changed, moved, removed and put back; they outlive rebuilding, and say what a number was.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deriveCase } from '../../../electron/derive/derive-case.ts';
import { rebuildCase } from '../../../electron/engine/open-case.ts';
import { listBlocks, moveBlock, putBlock, removeBlock } from '../../../electron/keep/report-blocks.ts';
import { reportRead, reportSection } from '../../../electron/queries/report-read.ts';
import type { CaseFile } from '../../../electron/store/case-file.ts';
import { copyOwn } from '../../../electron/store/copy-own.ts';
import type { ReportThing } from '../../../shared/keep/report.ts';
import { caseAt, importFiles, ingestFolder, newCase, succeeded } from '../../support/ingest-case.ts';

const captures = join(import.meta.dirname, '..', '..', 'captures', '3008.5');
const first = join(captures, 'bad-config', 'sse.txt');
const other = join(captures, 'dead-minion', 'sse.txt');
const context = { isCancelled: () => false, zone: 'UTC' };
const failures = { is: 'query', name: 'Failures', ask: 'events', text: 'kind:ret outcome:failed' } as const;

let keys = 0;
const newKey = () => {
  keys += 1;
  return `block-${keys}`;
};
const pin = (caseFile: CaseFile, thing: ReportThing, before: string | null = null) =>
  succeeded(putBlock(caseFile, { key: null, thing, was: [], before }, newKey));
const texts = (caseFile: CaseFile) =>
  listBlocks(caseFile).map(({ thing }) => (thing?.is === 'text' ? thing.text : (thing?.is ?? 'lost')));

it('are in the order that a person gives them', async () => {
  const caseFile = newCase();
  await importFiles(caseFile, [first]);
  const a = pin(caseFile, { is: 'text', text: 'a' });
  const b = pin(caseFile, { is: 'text', text: 'b' });
  pin(caseFile, { is: 'text', text: 'c' }, b);
  expect(texts(caseFile)).toEqual(['a', 'c', 'b']);
  succeeded(moveBlock(caseFile, a, 2));
  expect(texts(caseFile)).toEqual(['c', 'b', 'a']);
  const undo = succeeded(removeBlock(caseFile, b));
  expect(texts(caseFile)).toEqual(['c', 'a']);
  succeeded(undo());
  expect(texts(caseFile)).toEqual(['c', 'b', 'a']);
  succeeded(putBlock(caseFile, { key: b, thing: { is: 'text', text: 'B' }, was: [], before: null }, newKey));
  expect(texts(caseFile)).toEqual(['c', 'B', 'a']);
  expect(
    putBlock(caseFile, { key: null, thing: { is: 'event', event: 9999 }, was: [], before: null }, newKey),
  ).toMatchObject({
    ok: false,
    failure: { code: 'event-unknown' },
  });
});

it('name their event over rebuilding and in a case with other numbers, or say that it is gone', async () => {
  const path = join(ingestFolder(), 'one.saltrace');
  const before = caseAt(path);
  await importFiles(before, [first]);
  pin(before, { is: 'event', event: 20 });
  const tag = before.tag(20);
  before.close();
  succeeded(await rebuildCase(path));
  const caseFile = caseAt(path, 'write');
  const twin = newCase();
  await importFiles(twin, [other, first]);
  const stranger = newCase();
  await importFiles(stranger, [other]);
  for (const [to, expected] of [
    [twin, tag],
    [stranger, null],
  ] as const) {
    succeeded(to.writer?.begin() ?? { ok: true, value: undefined });
    succeeded(copyOwn(caseFile, to));
    succeeded(to.writer?.commit() ?? { ok: true, value: undefined });
    const [block] = listBlocks(to);
    expect(block?.thing?.is === 'event' ? to.tag(block.thing.event) : null).toBe(expected);
  }
  succeeded(await deriveCase(stranger));
  const read = succeeded(await reportRead(stranger, { which: 'auto' }, context));
  expect(read.sections[0]?.gone).toContain('not in this case');
});

it('say what a number was when it was pinned, and what it is now', async () => {
  const caseFile = newCase();
  await importFiles(caseFile, [first]);
  succeeded(await deriveCase(caseFile));
  const section = succeeded(await reportSection(caseFile, { thing: failures }, context));
  const was = section.parts.flatMap((part) =>
    part.is === 'numbers' ? part.numbers.map(({ label, value }) => ({ label, value })) : [],
  );
  expect(was).toEqual([{ label: 'events', value: 3 }]);
  succeeded(putBlock(caseFile, { key: null, thing: failures, was, before: null }, newKey));
  await importFiles(caseFile, [join(captures, 'race', 'sse.txt')]);
  succeeded(await deriveCase(caseFile));
  const read = succeeded(await reportRead(caseFile, { which: 'auto' }, context));
  const [number] = read.sections[0]?.parts.flatMap((part) => (part.is === 'numbers' ? part.numbers : [])) ?? [];
  expect(number).toMatchObject({ was: 3, isPinned: true });
  expect(number?.value).toBeGreaterThan(3);
});

it('of a case from elsewhere that are none are left out', async () => {
  const caseFile = newCase();
  await importFiles(caseFile, [first]);
  pin(caseFile, { is: 'text', text: 'a' });
  const row = { position: 1, was: 'x', anchor: null, tag: null, stamp: null };
  succeeded(caseFile.writer?.begin() ?? { ok: true, value: undefined });
  for (const [key, thing] of [
    ['bad', '{"is":"shell"}'],
    ['worse', 'no json'],
    ['ok', '{"is":"job","jid":"1"}'],
  ] as const)
    succeeded(caseFile.writer?.putRow('report_block', { ...row, key, thing }) ?? { ok: true, value: undefined });
  succeeded(caseFile.writer?.commit() ?? { ok: true, value: undefined });
  expect(listBlocks(caseFile).map(({ key }) => key)).toHaveLength(2);
});
