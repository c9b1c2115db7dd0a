// The question findings.list: what the rules found, as it was derived last.
import { done } from '../../shared/base/outcome.ts';
import { type Severity, severities } from '../../shared/keep/finding-rule.ts';
import { type CaptureClocks, type Finding, type FindingTie, findingTies } from '../../shared/questions/finding.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';
import type { CaseFile } from '../store/case-file.ts';
import { derivedMeta, derivedState } from '../store/derivation.ts';
import type { Question } from './question.ts';

/** A row of the table `finding`. */
type StoredFinding = Readonly<Record<string, string | number | null>>;

/** What is derived of a case that cannot be written to, or with rules that are not to be kept. */
type Beside = {
  readonly state: string | undefined;
  readonly rows: readonly StoredFinding[];
  readonly clocks: CaptureClocks;
};
const beside = new WeakMap<CaseFile, Beside>();

const noClocks: CaptureClocks = { jidOffsetS: null, jobs: 0, minions: 0 };

/** Has the question answer with findings that do not stand in the case. */
export function holdFindings(caseFile: CaseFile, held: Beside): void {
  beside.set(caseFile, held);
}

/** Of which events and rules those are. */
export function heldState(caseFile: CaseFile): string | undefined {
  return beside.get(caseFile)?.state;
}

/** Answers `findings.list`. */
export const findingsList: Question<'findings.list'> = async (caseFile) => {
  const held = beside.get(caseFile);
  if (held !== undefined) {
    return done({ state: 'ready', findings: held.rows.map((row) => findingOf(caseFile, row)), clocks: held.clocks });
  }
  const isReady = caseFile.meta(derivedMeta.findings)?.startsWith(`${derivedState(caseFile.columns.length)} `) === true;
  const rows = caseFile.rows<StoredFinding>('SELECT * FROM finding ORDER BY id');
  return done({
    state: isReady ? 'ready' : 'pending',
    findings: rows.map((row) => findingOf(caseFile, row)),
    clocks: clocksOf(caseFile.meta(derivedMeta.clocks)),
  });
};

function findingOf(caseFile: CaseFile, row: StoredFinding): Finding {
  const text = (key: string) => String(row[key] ?? '');
  const textOrNull = (key: string) => (typeof row[key] === 'string' ? row[key] : null);
  const number = (key: string) => (typeof row[key] === 'number' ? row[key] : null);
  const named = (kind: 'minion' | 'jid', key: string) => ids(row[key]).map((id) => caseFile.dictionary(kind).text(id));
  return {
    id: number('id') ?? 0,
    rule: text('rule'),
    variant: textOrNull('variant'),
    severity: severities.find((one) => one === row.severity) ?? ('info' satisfies Severity),
    certainty: row.certainty === 'certain' ? 'certain' : 'inferred',
    words: { title: text('title'), explain: text('explain'), next: text('next') },
    translated: translations(text('translated')),
    quote: textOrNull('quote'),
    minions: named('minion', 'minions'),
    jids: named('jid', 'jids'),
    events: ids(row.events),
    eventTotal: number('event_total') ?? 0,
    first: number('first'),
    last: number('last'),
    becauseOf: number('because_of'),
    tie: findingTies.find((one) => one === row.tie) ?? (null satisfies FindingTie | null),
    followers: number('followers') ?? 0,
  };
}

/** The case may come from anybody: what is no list of numbers is an empty one. */
function ids(value: StoredFinding[string] | undefined): number[] {
  const list = parsed(typeof value === 'string' ? value : '[]');
  return Array.isArray(list)
    ? list.filter((one): one is number => typeof one === 'number' && Number.isSafeInteger(one) && one > 0)
    : [];
}

function translations(text: string): Finding['translated'] {
  const all = parsed(text);
  const said = isObject(all) ? all['zh-Hans'] : undefined;
  if (!isObject(said)) return {};
  const { title, explain, next } = said;
  return typeof title === 'string' && typeof explain === 'string' && typeof next === 'string'
    ? { 'zh-Hans': { title, explain, next } }
    : {};
}

function clocksOf(text: string | undefined): CaptureClocks {
  const read = text === undefined ? undefined : parsed(text);
  if (!isObject(read)) return noClocks;
  const number = (value: Json | undefined) => (typeof value === 'number' ? value : null);
  return { jidOffsetS: number(read.jidOffsetS), jobs: number(read.jobs) ?? 0, minions: number(read.minions) ?? 0 };
}

function parsed(text: string): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
