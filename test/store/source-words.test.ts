// The words of a source are looked up once; after a rollback its id may belong to another source.
import { afterAll, expect, test } from 'vitest';
import { formatNamed } from '../../electron/formats/registry.ts';
import { pieceParser } from '../../electron/ingest/parse-piece.ts';
import { emptyCase } from '../support/small-case.ts';

const small = emptyCase();
afterAll(() => small.dispose());

test('a source that was rolled back is forgotten', () => {
  const { caseFile, writer } = small;
  const write = (name: string): void => {
    if (!writer.begin().ok) throw new Error('no transaction');
    const source = writer.addSource({ name, path: `/${name}`, format: 'rawfile-json' });
    const bytes = new TextEncoder().encode('{"tag": "a", "data": {"n": 1}}\n');
    const { batch } = pieceParser().parse(formatNamed('rawfile-json'), { bytes, isLast: true });
    if (!writer.writeBatch(source, source, batch).ok) throw new Error('not written');
    writer.finishSource(source);
  };
  write('first.jsonl');
  expect(caseFile.places(1)[0]?.source).toBe('first.jsonl');
  writer.rollback();
  write('second.jsonl');
  if (!writer.commit().ok) throw new Error('no commit');
  expect(caseFile.places(1)[0]?.source).toBe('second.jsonl');
  expect(caseFile.event(1).tag).toBe('a');
});
