// Makes of what a look found the list of what is hidden everywhere. A value that is too short, or that Salt's own words or the names of
// the case are made of, is hidden where it was found and followed nowhere.
import { jidTime } from '../../shared/salt/jid.ts';
import { isRedactionToken, type RedactionRule } from '../../shared/salt/redaction.ts';
import type { Findings, Strength } from './findings.ts';
import { Matcher } from './matcher.ts';
import type { Vocabulary } from './redactor.ts';
import { saltTexts, saltWords } from './salt-words.ts';
import { looksRandom } from './secret-keys.ts';
import { type Spelling, spellingsOf } from './vocabulary.ts';

/** A value that is hidden everywhere: what the byte scan looks for. */
export type HiddenValue = { readonly text: string; readonly rule: RedactionRule; readonly isWord: boolean };

/** The vocabulary of a share, and its values in plain. */
export type BuiltVocabulary = Vocabulary & {
  readonly values: readonly HiddenValue[];
  /** Secrets that are hidden only where they were found: too short, or words that Salt itself uses. */
  readonly unfollowed: number;
};

/** Names in the case that a value may be part of. */
export type CaseNames = {
  /** Functions: what they are is what events mean. */
  readonly functions: Iterable<string>;
  /** Minions, users, SLS files, states, tags, targets; asked for twice. */
  readonly others: () => Iterable<string>;
};

/** Values from this length on are found inside longer words too. */
const leastUnbound = 12;
/** Text that is hidden as a whole is followed from these lengths on: a word that looks like a secret, or a sentence. */
const leastHiddenWord = 8;
const leastSentence = 20;

/** Builds it. `names` are `findings.minions` and `.users`, hidden when those rules apply. */
export function buildVocabulary(
  findings: Findings,
  names: CaseNames,
  seal: (value: string) => string,
): BuiltVocabulary {
  const candidates = new Map<string, { readonly rule: RedactionRule; readonly strength: Strength }>();
  let unfollowed = 0;
  for (const [text, found] of findings.values) {
    if (isFollowed(text, found.strength)) candidates.set(text, found);
    else if (found.strength !== 'hidden') unfollowed += 1;
  }
  const inSalt = wordsWithin(candidates.keys(), [saltTexts, names.functions]);
  const hidden = [...candidates].filter(([, { strength }]) => strength === 'hidden').map(([text]) => text);
  const inNames = wordsWithin(hidden, [names.others()]);
  // What is a secret by a weak word only (`key: web1.example.org`) may be a name as it stands.
  for (const name of names.others()) if (candidates.get(name)?.strength === 'likely') inNames.add(name);
  const values: HiddenValue[] = [];
  for (const [text, { rule, strength }] of candidates) {
    if (inSalt.has(text) || inNames.has(text)) {
      if (strength !== 'hidden') unfollowed += 1;
      continue;
    }
    values.push({ text, rule, isWord: text.length < leastUnbound || !looksRandom(text) });
  }
  const whole = new Map<string, string>();
  const secrets = new Set(values.map(({ text }) => text));
  for (const [rule, list, word] of [
    ['ids', findings.minions, 'minion'],
    ['users', findings.users, 'user'],
  ] as const) {
    for (const text of list) {
      if (isRedactionToken(text) || secrets.has(text) || whole.has(text)) continue;
      whole.set(text, `${word}-${seal(text)}`);
      if (text.length >= 3 && !saltWords.has(text)) values.push({ text, rule, isWord: true });
    }
  }
  const spellings: Spelling[] = [];
  for (const [at, { text, rule, isWord }] of values.entries()) {
    const token = whole.get(text) ?? `redacted-${seal(text)}`;
    // Names are no secrets that somebody would have encoded.
    const spelled = rule === 'ids' || rule === 'users' ? [{ text, isBase64: false }] : spellingsOf(text);
    for (const { text: spelling, isBase64 } of spelled) {
      spellings.push({ text: spelling, token, value: at, isWord: isWord && !isBase64, isBase64 });
    }
  }
  return { matcher: new Matcher(spellings), names: whole, values, unfollowed };
}

function isFollowed(text: string, strength: Strength): boolean {
  if (jidTime(text) !== undefined || isRedactionToken(text)) return false;
  if (strength === 'sure') return text.length >= 6 && (text.length >= 8 || !/^(?:[a-z]+|[0-9]+)$/.test(text));
  if (strength === 'likely') return looksRandom(text) || text.length >= leastSentence;
  if (text.length >= leastSentence) return /[A-Za-z]/.test(text) && (/\s/.test(text) || looksRandom(text));
  return text.length >= leastHiddenWord && looksRandom(text) && /[0-9]/.test(text) && /[A-Za-z]/.test(text);
}

/** Which of the candidates stand as words in any of the texts. */
function wordsWithin(candidates: Iterable<string>, lists: readonly Iterable<string>[]): Set<string> {
  const found = new Set<string>();
  const spellings = [...candidates].map((text, value) => ({ text, token: text, value, isWord: true, isBase64: false }));
  const matcher = new Matcher(spellings);
  if (matcher.size === 0) return found;
  for (const list of lists) {
    for (const text of list) for (const { spelling } of matcher.all(text)) found.add(spelling.text);
  }
  return found;
}
