// Builds batches as a parse worker would hand them over, from a few words a row: for the tests of the store and its bench.
import type { Batch, PublishDetail, StateDetails } from '../../electron/store/batch.ts';
import { packBlock } from '../../electron/store/blocks/pack-block.ts';
import { type DictionaryKind, dictionaryKinds, listSeparator } from '../../electron/store/columns/column-defs.ts';
import { makeShape } from '../../electron/store/columns/tag-shape.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { problemCodes } from '../../shared/salt/problem.ts';

/** One event as a test names it. */
export type ARow = {
  readonly tag?: string;
  readonly kind?: string;
  readonly stamp?: number;
  readonly minion?: string;
  readonly fun?: readonly string[];
  readonly jid?: string;
  readonly user?: string;
  readonly retcode?: readonly number[];
  readonly success?: number;
  readonly outcome?: number;
  readonly flags?: number;
  /** The raw record, without its line feed. */
  readonly raw?: string;
  readonly publish?: {
    readonly tgt: string;
    readonly expected: readonly string[];
    readonly missing?: readonly string[];
  };
  readonly states?: readonly AState[];
};

/** One state of a return. */
export type AState = {
  readonly id: string;
  readonly sls?: string;
  readonly fun?: string;
  readonly name?: string;
  readonly runNum?: number;
  /** Absent: the state's result could not be read. */
  readonly result?: boolean | null;
  readonly changed?: boolean;
  readonly role?: number;
  readonly durationMs?: number;
  readonly comment?: string;
  readonly blockedBy?: readonly string[];
};

/** The dictionaries of one pretended worker. */
export class AWorker {
  readonly #ids = new Map<DictionaryKind, Map<string, number>>(dictionaryKinds.map((kind) => [kind, new Map()]));
  #fresh = new Map<DictionaryKind, string[]>(dictionaryKinds.map((kind) => [kind, []]));

  id(kind: DictionaryKind, text: string | undefined): number {
    if (text === undefined || text === '') return 0;
    const ids = this.#ids.get(kind) ?? new Map<string, number>();
    const known = ids.get(text);
    if (known !== undefined) return known;
    ids.set(text, ids.size + 1);
    this.#fresh.get(kind)?.push(text);
    return ids.size;
  }

  takeStrings(): Batch['strings'] {
    const strings = Object.fromEntries(this.#fresh) as unknown as Batch['strings'];
    this.#fresh = new Map(dictionaryKinds.map((kind) => [kind, []]));
    return strings;
  }

  /** A batch of these rows, each one line of its piece; `noise` lines come first and are no records. */
  batch(
    rows: readonly ARow[],
    extra: Partial<Pick<Batch, 'problems' | 'problemCounts' | 'rejected'>> & { noise?: string } = {},
  ): Batch {
    const { noise = '', ...parts } = extra;
    const encoder = new TextEncoder();
    const raws = rows.map((row) => encoder.encode(`${row.raw ?? JSON.stringify({ tag: row.tag ?? 'a', data: {} })}\n`));
    const head = encoder.encode(noise);
    const bytes = Buffer.concat([head, ...raws]);
    const column = <T>(make: (row: ARow, index: number) => number, of: { from: (a: number[]) => T }): T =>
      of.from(rows.map(make));
    let offset = head.length;
    const offsets = raws.map((raw) => {
      offset += raw.length;
      return offset - raw.length;
    });
    const noiseLines = noise.split('\n').length - 1;
    const block = packBlock(bytes);
    const publishes: PublishDetail[] = rows.flatMap(({ publish }, row) =>
      publish === undefined
        ? []
        : [
            {
              row,
              arg: [],
              tgt: publish.tgt,
              tgtType: 'glob',
              expected: Uint32Array.from(publish.expected, (name) => this.id('minion', name)),
              missing: Uint32Array.from(publish.missing ?? [], (name) => this.id('minion', name)),
            },
          ],
    );
    const columns: Batch['columns'] = {
      stamp: column(({ stamp = Number.NaN }) => stamp, Float64Array),
      kind: column(({ kind = 'custom' }) => kindCode(kind) ?? 0, Uint8Array),
      minion: column(({ minion }) => this.id('minion', minion), Uint32Array),
      fun: column(({ fun }) => this.id('fun', fun?.join(listSeparator)), Uint32Array),
      jid: column(({ jid }) => this.id('jid', jid), Uint32Array),
      user: column(({ user }) => this.id('user', user), Uint32Array),
      shape: column(({ tag = 'a', jid, minion }) => this.id('shape', makeShape(tag, jid, minion)), Uint32Array),
      retcode: column(({ retcode }) => this.id('retcode', retcode?.join(listSeparator)), Uint32Array),
      success: column(({ success = 0 }) => success, Uint8Array),
      outcome: column(({ outcome = 0 }) => outcome, Uint8Array),
      outcomeRule: column(() => 0, Uint8Array),
      flags: column(({ flags = 0 }) => flags, Uint16Array),
      size: column((_, index) => (raws[index]?.length ?? 1) - 1, Uint32Array),
      block: column(() => 0, Uint32Array),
      offset: column((_, index) => offsets[index] ?? 0, Uint32Array),
      line: column((_, index) => noiseLines + index, Uint32Array),
    };
    const states = this.#states(rows);
    return {
      n: rows.length,
      columns,
      strings: this.takeStrings(),
      blocks: bytes.length === 0 ? [] : [block],
      publishes,
      states,
      problems: [],
      problemCounts: new Uint32Array(problemCodes.length),
      rejected: 0,
      ...parts,
      read: rows.length + (parts.rejected ?? 0),
      bytes: bytes.length,
      lines: block.lines,
    };
  }

  #states(rows: readonly ARow[]): StateDetails {
    const all = rows.flatMap(({ states = [] }, row) => states.map((state) => ({ row, ...state })));
    const texts = [''];
    const place = (text: string) => (texts.includes(text) ? texts.indexOf(text) : texts.push(text) - 1);
    return {
      row: Uint32Array.from(all, ({ row }) => row),
      runNum: Int32Array.from(all, ({ runNum = -1 }) => runNum),
      sls: Uint32Array.from(all, ({ sls }) => this.id('sls', sls)),
      id: Uint32Array.from(all, ({ id }) => this.id('state_id', id)),
      fun: Uint32Array.from(all, ({ fun }) => this.id('state_fun', fun)),
      name: Uint32Array.from(all, ({ name }) => this.id('state_name', name)),
      result: Uint8Array.from(all, ({ result }) => (result === undefined ? 3 : result === null ? 2 : Number(result))),
      changed: Uint8Array.from(all, ({ changed = false }) => Number(changed)),
      role: Uint8Array.from(all, ({ role = 0 }) => role),
      durationMs: Float64Array.from(all, ({ durationMs = Number.NaN }) => durationMs),
      comment: Uint32Array.from(all, ({ comment = '' }) => place(comment)),
      blockedBy: Uint32Array.from(all, ({ blockedBy = [] }) => place(blockedBy.join(listSeparator))),
      texts,
    };
  }
}
