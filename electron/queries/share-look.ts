// Looks through the events of a share for what is to be hidden. The first of its two rounds; also all of the preview.
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { SharedRule } from '../../shared/questions/share.ts';
import { isHidden, type RedactionChoices, redactionDocs } from '../../shared/salt/redaction.ts';
import { type BuiltVocabulary, buildVocabulary } from '../redact/build-vocabulary.ts';
import { Redactor } from '../redact/redactor.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { DictionaryKind } from '../store/columns/column-defs.ts';
import { breathe, cancelled, type QuestionContext } from './question.ts';

/** How long a look may hold the event loop, in ms. */
const sliceMs = 25;

/** What a look found. */
export type ShareLook = {
  readonly rules: readonly SharedRule[];
  readonly vocabulary: BuiltVocabulary;
  /** A redactor that hides what was found: the second round. */
  readonly redactor: Redactor;
  readonly isFull: boolean;
};

/** What is looked at. */
export type LookAt = {
  /** The events that go along. */
  readonly ids: Uint32Array;
  /** True to look at all other events too: a secret of theirs may stand, unrecognised, in one that goes along. */
  readonly looksAtAll: boolean;
  readonly choices: RedactionChoices;
  /** Looks at what goes along beside the events. */
  readonly beside: (looking: Redactor) => void;
  readonly onProgress?: ((share: number) => void) | undefined;
};

/** Looks at all of them. The key of the tokens is made here, and nowhere kept but in the redactor. */
export async function lookForShare(
  caseFile: CaseFile,
  look: LookAt,
  context: QuestionContext,
): Promise<Outcome<ShareLook>> {
  const seal = sealer();
  const minions = caseFile.dictionary('minion');
  const isMinion = (text: string): boolean => minions.id(text) !== 0;
  const { choices } = look;
  const looking = new Redactor({ choices, seal, isMinion });
  let sliceEnd = performance.now() + sliceMs;
  const goesAlong = new Uint8Array(caseFile.columns.length + 1);
  for (const id of look.ids) goesAlong[id] = 1;
  const looked = look.looksAtAll ? caseFile.columns.length : look.ids.length;
  for (let at = 0; at < looked; at += 1) {
    const id = look.looksAtAll ? at + 1 : (look.ids[at] ?? 0);
    looking.findings.isCounting = goesAlong[id] === 1;
    looking.look(id, caseFile.event(id));
    if (performance.now() < sliceEnd) continue;
    look.onProgress?.(at / looked);
    await breathe();
    if (context.isCancelled()) return cancelled();
    sliceEnd = performance.now() + sliceMs;
  }
  looking.findings.isCounting = true;
  look.beside(looking);
  const { findings } = looking;
  if (isHidden('ids', choices)) for (const name of texts(caseFile, 'minion')) findings.minions.add(name);
  if (isHidden('users', choices)) for (const name of texts(caseFile, 'user')) looking.name('users', name);
  const names = {
    functions: flatten([texts(caseFile, 'fun'), texts(caseFile, 'state_fun')]),
    others: () => flatten([...otherNames.map((kind) => texts(caseFile, kind)), targets(caseFile)]),
  };
  const vocabulary = buildVocabulary(findings, names, seal);
  const rules = redactionDocs.map(([rule, group]): SharedRule => {
    const isOn = isHidden(rule, choices);
    const found = findings.rules.get(rule);
    const counted = isOn || (found?.values ?? 0) > 0;
    return {
      rule,
      group,
      isOn,
      values: counted ? (found?.values ?? 0) : null,
      events: counted ? (found?.events ?? 0) : null,
      places: found?.places ?? [],
    };
  });
  return done({
    rules,
    vocabulary,
    redactor: new Redactor({ choices, seal, isMinion, vocabulary }),
    isFull: findings.isFull,
  });
}

const otherNames: readonly DictionaryKind[] = ['minion', 'user', 'shape', 'sls', 'state_id', 'state_name'];

function* texts(caseFile: CaseFile, kind: DictionaryKind): Generator<string> {
  const dictionary = caseFile.dictionary(kind);
  for (let id = 1; id <= dictionary.size; id += 1) yield dictionary.text(id);
}

function* targets(caseFile: CaseFile): Generator<string> {
  // Every target of a job, as JSON.
  for (const { tgt } of caseFile.each<{ readonly tgt: string }>('SELECT DISTINCT tgt FROM publish')) yield tgt;
}

function* flatten(lists: readonly Iterable<string>[]): Generator<string> {
  for (const list of lists) yield* list;
}

/** Values whose tokens are kept: as long and as many as fit into some MB. */
const longestKnown = 256;
const mostKnown = 50_000;

/** Letters and digits that are not taken for each other. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes the 12 characters of tokens: 60 bits of an HMAC with a random key that dies with this function. */
function sealer(): (value: string) => string {
  const key = createSecretKey(randomBytes(32));
  // Most values come again and again: ids, outputs, arguments.
  const known = new Map<string, string>();
  return (value) => {
    const made = known.get(value);
    if (made !== undefined) return made;
    const digest = createHmac('sha256', key).update(value).digest();
    let sealed = '';
    for (let at = 0; at < 12; at += 1) sealed += alphabet[(digest[at] ?? 0) & 31];
    if (value.length <= longestKnown) {
      if (known.size >= mostKnown) known.clear();
      known.set(value, sealed);
    }
    return sealed;
  };
}
