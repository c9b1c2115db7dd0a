// Writes a share: a new case of the chosen events, redacted. Their records are written anew and read again by the usual line, so that no byte
// of the old file travels; the finished file is searched for what was hidden, and only then gets its name.
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { assert } from '../../shared/base/assert.ts';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { Selection } from '../../shared/questions/questions.ts';
import type {
  CarriedThing,
  ShareLabel,
  SharePreview,
  ShareProgress,
  ShareReport,
} from '../../shared/questions/share.ts';
import type { RedactionChoices } from '../../shared/salt/redaction.ts';
import { deriveCase } from '../derive/derive-case.ts';
import { listenedSpans } from '../derive/listened.ts';
import { decodeStored } from '../ingest/decoder.ts';
import type { PoolOptions } from '../ingest/parse-pools.ts';
import { giveCaseId } from '../keep/case-id.ts';
import type { QuestionContext } from '../queries/question.ts';
import { lookForShare, type ShareLook } from '../queries/share-look.ts';
import { type SharedEvents, sharedEvents } from '../queries/share-scope.ts';
import type { CaseFile } from '../store/case-file.ts';
import { shareKey } from '../store/content-digest.ts';
import { giveName, passingName } from '../store/create-case.ts';
import { listenedKey } from '../store/derivation.ts';
import { openCase } from '../store/open-case-file.ts';
import { storeFailure, writeFailure } from '../store/store-failure.ts';
import { scanBytes } from './byte-scan.ts';
import { type Carried, carry } from './carried.ts';
import { stopped, writeEvents } from './write-events.ts';

/** What is shared, where to, and how. */
export type ShareOptions = PoolOptions & {
  readonly selection: Selection;
  readonly choices: RedactionChoices;
  /** What is left out of what stands beside the events. */
  readonly without: readonly CarriedThing[];
  readonly path: string;
  /** Zone of times in the filter. */
  readonly zone: string;
  readonly onProgress?: ((progress: ShareProgress) => void) | undefined;
  readonly isCancelled?: (() => boolean) | undefined;
};

/**
 * Writes a share of an open case to a new file, which only its owner can read and which appears whole or not at all. Nothing is written
 * over (`database-exists`); a share in which something hidden can still be found is refused (`share-unsafe`).
 */
export async function writeShare(caseFile: CaseFile, options: ShareOptions): Promise<Outcome<ShareReport>> {
  const isCancelled = options.isCancelled ?? (() => false);
  const tell = (stage: ShareProgress['stage'], share: number) => options.onProgress?.({ stage, share });
  const context: QuestionContext = { isCancelled, zone: options.zone };
  if (existsSync(options.path)) return failed(storeFailure({ code: 'EEXIST' }, options.path) ?? stopped.failure);
  tell('looking', 0);
  const events = await sharedEvents(caseFile, options.selection, context);
  if (!events.ok) return isCancelled() ? stopped : events;
  const going = { ids: events.value.ids, span: options.selection.span };
  const look = await lookForShare(
    caseFile,
    {
      ids: events.value.ids,
      looksAtAll: true,
      choices: options.choices,
      beside: (looking) => void carry(caseFile, looking, going, options.without),
      onProgress: (share) => tell('looking', share),
    },
    context,
  );
  if (!look.ok) return isCancelled() ? stopped : look;
  if (look.value.isFull) return failed(tooMany);
  const passing = passingName(options.path);
  removeCase(passing);
  const label = labelOf(caseFile, events.value, look.value, options.choices);
  const carried = carry(caseFile, look.value.redactor, going, options.without);
  try {
    const written = await writeCase(caseFile, passing, {
      events: events.value,
      look: look.value,
      carried,
      label,
      options,
      tell,
      isCancelled,
    });
    if (!written.ok) return failed(ofShare(written.failure, options.path));
    const searched = await searchCase(passing, look.value, {
      isCancelled,
      onProgress: (share) => tell('searching', share),
    });
    if (!searched.ok) return searched;
    if (isCancelled()) return stopped;
    const bytes = statSync(passing).size;
    giveName(passing, options.path);
    const { rules, vocabulary } = look.value;
    return done({
      path: options.path,
      bytes,
      label,
      rules,
      unfollowed: vocabulary.unfollowed,
      carried: carried.counts,
      searched: searched.value,
    });
  } catch (error) {
    const failure = writeFailure(error, options.path);
    if (failure === undefined) throw error;
    return failed(ofShare(failure, options.path));
  } finally {
    removeCase(passing);
  }
}

/** Nothing of a share is there before it is whole: its file is not the one that has no room, and nothing of it is kept. */
function ofShare(failure: Failure, path: string): Failure {
  if (failure.code !== 'disk-full') return failure;
  return {
    code: 'disk-full',
    message: `The share ${path} was not written: there is no room left on the disk.`,
    tip: 'Free some room, or choose another place; no file was left behind.',
  };
}

const tooMany = {
  code: 'share-unsafe',
  message: 'The case holds more secrets than can be followed, so the share was not written.',
  tip: 'Share a part of it.',
} as const;

type Writing = {
  readonly events: SharedEvents;
  readonly look: ShareLook;
  readonly carried: Carried;
  readonly label: ShareLabel;
  readonly options: ShareOptions;
  readonly tell: (stage: ShareProgress['stage'], share: number) => void;
  readonly isCancelled: () => boolean;
};

async function writeCase(from: CaseFile, passing: string, writing: Writing): Promise<Outcome<void>> {
  const made = openCase(passing, { mode: 'create', decoder: decodeStored });
  if (!made.ok) {
    if (made.failure.code !== 'file-missing') return made;
    const message = `The folder ${dirname(writing.options.path)}, where the share is to be written, does not exist.`;
    return failed({ ...made.failure, message });
  }
  const to = made.value;
  assert(to.writer !== undefined, 'a new case has a writer');
  try {
    const read = await writeEvents(from, to, {
      ids: writing.events.ids,
      redactor: writing.look.redactor,
      pools: writing.options,
      onProgress: (share) => writing.tell('writing', share),
      isCancelled: writing.isCancelled,
    });
    if (!read.ok) return read;
    if (to.columns.length !== writing.events.ids.length) {
      const message = `Of ${writing.events.ids.length} events ${to.columns.length} could be written to the share.`;
      return failed({ code: 'bug', message, tip: 'Nothing was written; report this, with the format of the capture.' });
    }
    const kept = writeSettings(from, to, writing);
    if (!kept.ok) return kept;
    writing.tell('deriving', 0);
    const derived = await deriveCase(to, { isCancelled: writing.isCancelled });
    if (!derived.ok) return writing.isCancelled() ? stopped : derived;
    const sealed = to.writer.seal();
    return sealed.ok ? to.writer.sync() : sealed;
  } finally {
    to.close();
  }
}

function writeSettings(from: CaseFile, to: CaseFile, { carried, label }: Writing): Outcome<void> {
  const { writer } = to;
  assert(writer !== undefined, 'a new case has a writer');
  const begun = writer.begin();
  if (!begun.ok) return begun;
  const written = carried.write(to, writer);
  if (!written.ok) return written;
  // Of its own: a link made in the share is for those who have the share.
  giveCaseId(writer);
  writer.setMeta(shareKey, JSON.stringify(label));
  const spans = listenedSpans(from);
  if (label.scope.kind !== 'all')
    writer.setMeta(listenedKey, JSON.stringify(spans.map((span) => [span.from, span.to])));
  return writer.commit();
}

/** What the share says of itself: counts and choices, never what was there. */
function labelOf(from: CaseFile, { scope }: SharedEvents, { rules }: ShareLook, choices: RedactionChoices): ShareLabel {
  return {
    version: 1,
    made: Date.now() * 1000,
    scope,
    choices,
    hidden: rules.flatMap(({ rule, isOn, values }) =>
      isOn && values !== null && values > 0 ? [{ rule, values }] : [],
    ),
    rejected: scope.kind === 'all' ? rejectedRecords(from) : null,
  };
}

/** Records of all sources that were no events. */
export function rejectedRecords(from: CaseFile): SharePreview['rejected'] {
  return from.rows<{ readonly n: number }>('SELECT coalesce(sum(rejected), 0) AS n FROM source')[0]?.n ?? 0;
}

async function searchCase(
  passing: string,
  { vocabulary }: ShareLook,
  talk: { readonly isCancelled: () => boolean; readonly onProgress: (share: number) => void },
): Promise<Outcome<ShareReport['searched']>> {
  const opened = openCase(passing, { mode: 'read', decoder: decodeStored });
  if (!opened.ok) return opened;
  try {
    const scan = await scanBytes(passing, opened.value, vocabulary.values, talk);
    if (scan === undefined) return stopped;
    if (scan.found === undefined) return done({ values: scan.values, bytes: scan.bytes });
    return failed({
      code: 'share-unsafe',
      message: `The share was not written: something that the rule ${scan.found.rule} hides was still in ${scan.found.place}.`,
      tip: 'Share a smaller part, or report this; no file was left behind.',
    });
  } finally {
    opened.value.close();
  }
}

function removeCase(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
