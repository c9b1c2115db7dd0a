// Joins connection, columns, dictionaries, blocks and writer into one open case.
import type { Database, Statement } from 'better-sqlite3';
import { assert } from '../../shared/base/assert.ts';
import type { EventPlace } from '../../shared/questions/event-row.ts';
import { type BlockReader, blockReader, type OpenBlock } from './blocks/block-reader.ts';
import { CaseDictionary } from './case-dictionary.ts';
import type { CaseFile, RecordDecoder, StoredEvent } from './case-file.ts';
import { type DictionaryKind, dictionaryKinds } from './columns/column-defs.ts';
import { EventColumns } from './columns/event-columns.ts';
import { segmentStore } from './columns/segment-store.ts';
import { fillShape } from './columns/tag-shape.ts';
import { eventCount } from './inspect-case.ts';
import { type PromotedReader, promotedReader } from './promoted/promoted-store.ts';
import { signatureReader } from './signatures/signature-store.ts';
import { CaseError, damagedCase, reading, storeFailure } from './store-failure.ts';
import { type CaseParts, makeCaseWriter } from './writer/make-case-writer.ts';

type Params = Readonly<Record<string, string | number | bigint | null>>;
type SourceText = { readonly name: string; readonly format: string };
/** Sources looked up before. Forgotten with all else after a rollback: their ids may be given away again. */
type SourceTexts = Map<number, SourceText>;

/** The open case of a connection to a file that was found to be one. `onClose` runs after the connection is closed. */
export function assembleCase(
  db: Database,
  path: string,
  options: { readonly isReadOnly: boolean; readonly decoder: RecordDecoder; readonly onClose: () => void },
): CaseFile {
  const sources: SourceTexts = new Map();
  const promoted = promotedReader(db, path);
  const parts = makeParts(db, path, sources, promoted);
  const blocks = blockReader(db, path);
  const writer = options.isReadOnly ? undefined : makeCaseWriter(parts);
  const records = recordReading(db, path, parts, sources, blocks, options.decoder);
  const sql = sqlReading(db, path);
  // The largest block id, by the primary key.
  const lastBlock = db.prepare<[], number>('SELECT coalesce(max(id), 0) FROM block').pluck();
  return {
    path,
    isReadOnly: options.isReadOnly,
    revision: () => {
      if (!db.inTransaction) catchUpUnlessBusy(parts, path);
      return parts.revision;
    },
    columns: parts.columns,
    dictionary: parts.dictionary,
    ...records,
    ...sql,
    blocks: () => reading(path, () => lastBlock.get()) ?? 0,
    block: (id) => blocks.get(id).bytes,
    signatures: signatureReader(db, path),
    promoted,
    meta: parts.meta,
    writer,
    close: () => {
      if (!db.open) return;
      if (db.inTransaction) writer?.rollback();
      writer?.sync();
      db.close();
      options.onClose();
    },
  };
}

/** While another program commits, the case is as it was. */
function catchUpUnlessBusy(parts: CaseParts, path: string): void {
  try {
    parts.catchUp();
  } catch (error) {
    const failure = storeFailure(error, path);
    if (failure === undefined) throw error;
    if (failure.code !== 'database-busy') throw new CaseError(failure);
  }
}

function makeParts(db: Database, path: string, sources: SourceTexts, promoted: PromotedReader): CaseParts {
  const columns = new EventColumns(segmentStore(db, path), eventCount(db));
  const dictionaries = new Map<DictionaryKind, CaseDictionary>();
  for (const kind of dictionaryKinds) dictionaries.set(kind, new CaseDictionary(db, path, kind));
  // One setting, by the primary key.
  const selectMeta = db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let version = dataVersion.get();

  function storedRevision(): number {
    return Number(selectMeta.get('revision') ?? 0) || 0;
  }

  function reload(): void {
    columns.reload(eventCount(db));
    for (const dictionary of dictionaries.values()) dictionary.reload();
    promoted.clear();
    sources.clear();
    parts.revision = storedRevision();
    version = dataVersion.get();
  }

  const parts: CaseParts = {
    db,
    path,
    columns,
    meta: (key) => reading(path, () => selectMeta.get(key)),
    revision: storedRevision(),
    dictionary: (kind) => {
      const dictionary = dictionaries.get(kind);
      assert(dictionary !== undefined, `no dictionary ${kind}`);
      return dictionary;
    },
    // SQLite's data_version changes when another connection has committed.
    catchUp: () => {
      if (dataVersion.get() !== version) reload();
    },
    reload,
  };
  return parts;
}

type RecordReading = Pick<CaseFile, 'tag' | 'raw' | 'event' | 'places'>;

function recordReading(
  db: Database,
  path: string,
  { columns, dictionary }: CaseParts,
  sources: SourceTexts,
  blocks: BlockReader,
  decoder: RecordDecoder,
): RecordReading {
  // A source's words, by the primary key.
  const selectSource = db.prepare<[number], SourceText>('SELECT name, format FROM source WHERE id = ?');
  // Further places of an event, by the primary key.
  const selectPlaces = db.prepare<[number], EventPlace>(`
SELECT source.name AS source, origin.line, origin.offset, origin.length
FROM origin
JOIN source ON source.id = origin.source
WHERE origin.event = ?
ORDER BY origin.source, origin.offset`);

  function fail(found: string): never {
    throw new CaseError(damagedCase(path, found));
  }

  function blockOf(id: number): OpenBlock {
    return blocks.get(columns.value('block', id));
  }

  function raw(id: number): Uint8Array {
    const { bytes } = blockOf(id);
    const offset = columns.value('offset', id);
    const end = offset + columns.value('size', id);
    if (end > bytes.length) fail(`event ${id} lies beyond the end of its block`);
    return bytes.subarray(offset, end);
  }

  function sourceOf(id: number): SourceText {
    const known = sources.get(id);
    if (known !== undefined) return known;
    const found = reading(path, () => selectSource.get(id)) ?? fail(`source ${id} is not there`);
    sources.set(id, found);
    return found;
  }

  function event(id: number): StoredEvent {
    const { format } = sourceOf(columns.value('source', id));
    return decoder(format, raw(id)) ?? fail(`the record of event ${id} is no event`);
  }

  function tag(id: number): string {
    const shape = dictionary('shape').text(columns.value('shape', id));
    const jid = dictionary('jid').text(columns.value('jid', id));
    return fillShape(shape, jid, dictionary('minion').text(columns.value('minion', id)));
  }

  function places(id: number): EventPlace[] {
    const home: EventPlace = {
      source: sourceOf(columns.value('source', id)).name,
      line: columns.value('line', id),
      offset: blockOf(id).offset + columns.value('offset', id),
      length: columns.value('size', id),
    };
    return [home, ...reading(path, () => selectPlaces.all(id))];
  }

  return { tag, raw, event, places };
}

type SqlReading = Pick<CaseFile, 'rows' | 'each'>;

function sqlReading(db: Database, path: string): SqlReading {
  const statements = new Map<string, Statement<[Params], unknown>>();

  function prepared(sql: string): Statement<[Params], unknown> {
    const known = statements.get(sql);
    // A statement whose rows are still being read cannot be run a second time.
    if (known !== undefined && !known.busy) return known;
    const statement = db.prepare<[Params], unknown>(sql);
    assert(statement.reader && statement.readonly, 'rows and each only read');
    statements.set(sql, statement);
    return statement;
  }

  function* iterate<Row>(sql: string, params: Params): Generator<Row, undefined> {
    const rows = reading(path, () => prepared(sql).iterate(bound(params)) as IterableIterator<Row>);
    try {
      for (let next = reading(path, () => rows.next()); next.done !== true; next = reading(path, () => rows.next()))
        yield next.value;
    } finally {
      rows.return?.();
    }
    return undefined;
  }

  return {
    rows: <Row extends object>(sql: string, params: Params = {}) =>
      reading(path, () => prepared(sql).all(bound(params)) as Row[]),
    each: <Row extends object>(sql: string, params: Params = {}) => iterate<Row>(sql, params),
  };
}

/** better-sqlite3 binds every number as REAL, so that 7 / :n is no integer division: whole numbers go as BigInt. */
function bound(params: Params): Params {
  const values: Record<string, string | number | bigint | null> = {};
  for (const [name, value] of Object.entries(params)) {
    values[name] = typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  return values;
}
