// From a decoded record to an event in Salt's words. The only file that knows what is odd about Salt's events.
import { parseStamp, type Stamp } from '../../shared/base/stamp.ts';
import { isObject, type Json, type JsonObject } from '../../shared/salt/json.ts';
import type { Kind } from '../../shared/salt/kind.ts';
import { rebuildTag } from '../../shared/salt/rebuild-tag.ts';
import type { SaltEvent } from '../../shared/salt/salt-event.ts';
import { readTag, type TagParts } from '../../shared/salt/tag.ts';
import { asksForTest } from '../analysis/test-mode.ts';
import type { DecodedRecord } from '../formats/format.ts';
import type { RecordProblem } from '../formats/record-json.ts';

/** A record that is an event. */
export type EventRecord = Extract<DecodedRecord, { ok: true }>;

/** An event and all that was odd about it, from reading its record to here. */
export type Normalised = { readonly event: SaltEvent; readonly problems: readonly RecordProblem[] };

/** Reads Salt's words from a record. Never fails: what cannot be read is left out and noted. */
export function normalise(record: EventRecord): Normalised {
  const { data } = record;
  const problems: RecordProblem[] = [];
  const tag = readLostTag(record, problems);
  const parts = readTag(tag);
  const kind = kindOf(parts, data);
  const claimedBy = claimant(tag, parts, data);
  if (claimedBy !== undefined) problems.push({ code: 'forged-tag', detail: claimedBy });
  const stamp = readStamp(data, problems);
  // What a minion sent alone lies one level deeper; only `start` repeats the job's words there.
  const words = kind === 'start' && isObject(data.data) && isWrapped(data) ? data.data : data;
  const fields = new FieldReader(words, kind);
  const jid = fields.jid();
  const fun = fields.fun();
  const event: SaltEvent = {
    tag,
    kind,
    stamp,
    jid: parts.jid ?? jid,
    minion: minionOf(kind, parts, data),
    fun,
    user: fields.user(),
    retcode: fields.retcode(fun),
    success: fields.success(fun),
    claimedBy,
    isTest: isTestRun(fun, words),
    isInternal: fun.length === 1 && internalFunctions.has(fun[0] ?? ''),
    data,
  };
  if (fields.odd !== undefined) problems.push({ code: 'field-odd', detail: fields.odd.join(', ') });
  if (holdsTrimmedValue(record.text)) problems.push({ code: 'trimmed' });
  return { event, problems: problems.length === 0 ? record.problems : [...record.problems, ...problems] };
}

/** Functions that Salt itself calls to look after other jobs. */
const internalFunctions = new Set(['saltutil.find_job']);

/** Captures of job returners and log shippers have lost the tags (salt-events §6.2). */
function readLostTag(record: EventRecord, problems: RecordProblem[]): string {
  if (record.tag !== undefined) return record.tag;
  problems.push({ code: 'tag-rebuilt' });
  // A format lets no record pass that has neither a tag nor the data to rebuild it from.
  return rebuildTag(record.data) ?? '';
}

/** `<word>.<word>` is the old double of a sub error only if its data is a failed state; else somebody's own tag. */
function kindOf(parts: TagParts, data: JsonObject): Kind {
  if (parts.kind !== 'legacy-error') return parts.kind;
  return 'result' in data && 'comment' in data && 'retcode' in data ? 'legacy-error' : 'custom';
}

/** True for an event that a minion sent alone: the master wraps it (salt-events §1.2). Batched ones come bare. */
function isWrapped(data: JsonObject): boolean {
  return data.cmd === '_minion_event';
}

/**
 * The minion that sent a tag which only the master sends (diagnosis §1, "Who said it"; seen live in 3006 to 3008): such
 * a tag in a minion's wrapper. `prog` and `start` come in wrappers by right, unless from another minion than the tag says.
 */
function claimant(tag: string, parts: TagParts, data: JsonObject): string | undefined {
  if (!isWrapped(data)) return undefined;
  const id = typeof data.id === 'string' ? data.id : '';
  if (parts.kind === 'prog' || parts.kind === 'start') return parts.minion === id ? undefined : id;
  return masterKinds.has(parts.kind) || masterTags.some((prefix) => tag.startsWith(prefix)) ? id : undefined;
}

const masterKinds: ReadonlySet<Kind> = new Set<Kind>([
  'new',
  'publish',
  'ret',
  'sub-error',
  'job-error',
  'key',
  'auth',
  'presence',
]);

const masterTags = [
  'salt/presence/',
  'salt/run/',
  'salt/wheel/',
  'salt/batch/',
  'salt/cloud/',
  'salt/stats/',
  'salt/event_listen/',
  'salt/netapi/',
];

/** Three spellings exist and {@link parseStamp} reads them; a record of a job returner has none. */
function readStamp(data: JsonObject, problems: RecordProblem[]): Stamp | undefined {
  const text = data._stamp;
  if (text === undefined) {
    problems.push({ code: 'stamp-missing' });
    return undefined;
  }
  const stamp = typeof text === 'string' ? parseStamp(text) : undefined;
  if (stamp === undefined)
    problems.push({ code: 'stamp-unreadable', detail: String(JSON.stringify(text)).slice(0, 60) });
  return stamp;
}

/** Kinds whose `id` names the minion that sent the event or that it is about. */
const kindsWithId: ReadonlySet<Kind> = new Set<Kind>([
  'ret',
  'sub-error',
  'beacon',
  'auth',
  'key',
  'minion-start',
  'minion-ping',
  'minion-error',
  'refresh',
  'custom',
]);

/** Who sent the event or is its subject. Of a wrapped event its wrapper knows; the tag may be anything. */
function minionOf(kind: Kind, parts: TagParts, data: JsonObject): string | undefined {
  const id = typeof data.id === 'string' && data.id !== '' ? data.id : undefined;
  if (isWrapped(data)) return id ?? parts.minion;
  return parts.minion ?? (kindsWithId.has(kind) ? id : undefined);
}

/** Kinds whose data is Salt's own, so that a field of another type is odd; in other data a word may mean anything. */
const kindsOfJobs: ReadonlySet<Kind> = new Set<Kind>([
  'new',
  'publish',
  'ret',
  'start',
  'sub-error',
  'legacy-error',
  'job-error',
  'run-new',
  'run-ret',
  'wheel-new',
  'wheel-ret',
  'batch',
]);

/** Reads the fields of a job's event; a multi-function job has lists or maps where others have one value. */
class FieldReader {
  /** Names of the fields of another type than Salt sends. */
  odd: string[] | undefined;
  readonly #data: JsonObject;
  readonly #isJob: boolean;

  constructor(data: JsonObject, kind: Kind) {
    this.#data = data;
    this.#isJob = kindsOfJobs.has(kind);
  }

  /** A refused request has an empty one. */
  jid(): string | undefined {
    return this.#text('jid', this.#data.jid);
  }

  user(): string | undefined {
    return this.#isJob ? this.#text('user', this.#data.user) : undefined;
  }

  fun(): readonly string[] {
    if (!this.#isJob) return none;
    const { fun } = this.#data;
    if (typeof fun === 'string') return fun === '' ? none : [fun];
    if (fun === undefined || fun === null) return none;
    if (isTextList(fun)) return fun;
    this.#noteOdd('fun');
    return none;
  }

  retcode(fun: readonly string[]): readonly number[] {
    if (!this.#isJob) return none;
    const { retcode } = this.#data;
    return typeof retcode === 'number' ? [retcode] : this.#values('retcode', retcode, fun, isNumber);
  }

  success(fun: readonly string[]): readonly boolean[] {
    if (!this.#isJob) return none;
    const { success } = this.#data;
    return typeof success === 'boolean' ? [success] : this.#values('success', success, fun, isBoolean);
  }

  #text(name: string, value: Json | undefined): string | undefined {
    if (typeof value === 'string') return value === '' ? undefined : value;
    if (value !== undefined && value !== null) this.#noteOdd(name);
    return undefined;
  }

  #values<T extends Json>(
    name: string,
    field: Json | undefined,
    fun: readonly string[],
    isRight: (value: Json) => value is T,
  ): readonly T[] {
    if (field === undefined || field === null) return none;
    const values = perFunction(field, fun);
    const right = values.filter(isRight);
    if (right.length < values.length) this.#noteOdd(name);
    return right;
  }

  #noteOdd(name: string): void {
    if (this.#isJob) this.odd = [...(this.odd ?? []), name];
  }
}

const none: readonly never[] = [];

function isNumber(value: Json): value is number {
  return typeof value === 'number';
}

function isBoolean(value: Json): value is boolean {
  return typeof value === 'boolean';
}

function isTextList(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** A field of a multi-function return: a list, or a map by function, which is put in the order of the functions. */
function perFunction(field: Json, fun: readonly string[]): readonly Json[] {
  if (Array.isArray(field)) return field;
  if (!isObject(field)) return [field];
  const keys = Object.keys(field);
  const inOrder = fun.filter((name) => Object.hasOwn(field, name));
  return (inOrder.length === keys.length ? inOrder : keys).map((key) => field[key] ?? null);
}

/** `arg` of what was published, `fun_args` of what was returned; of several functions one list each. */
function isTestRun(fun: readonly string[], data: JsonObject): boolean {
  const args = data.arg ?? data.fun_args;
  const [only] = fun;
  if (fun.length === 1 && only !== undefined) return asksForTest(only, args);
  return fun.some((name, position) => asksForTest(name, Array.isArray(args) ? args[position] : undefined));
}

/** Salt put the word in place of any value, the whole return or one deep inside, of an event over `max_event_size`. */
function holdsTrimmedValue(text: string): boolean {
  return text.includes('VALUE_TRIMMED') && /"VALUE_TRIMMED"\s*[,}\]]/.test(text);
}
