// Puts findings in the order in which an engineer should read them: causes first, what merely follows from one under it.
import type { Severity } from '../../shared/keep/finding-rule.ts';
import { severities } from '../../shared/keep/finding-rule.ts';
import type { FindingTie } from '../../shared/questions/finding.ts';
import type { FindingDraft } from './finding-draft.ts';

/** A finding in its place. */
export type RankedFinding = {
  readonly draft: FindingDraft;
  /** At least as bad as what follows from it. */
  readonly severity: Severity;
  /** Place in the list of the finding that it follows from. */
  readonly becauseOf: number | null;
  /** What ties it to that. */
  readonly tie: FindingTie | null;
};

/** How far apart two things may be that are tied by nothing but time, in µs. */
const nearInTime = 120_000_000;

type Bond = { readonly effect: string; readonly causes: readonly string[]; readonly tie: FindingTie };

const failures = [
  'failed-root',
  'compile-error',
  'pillar-error',
  'conflict',
  'unknown-function',
  'failed-return',
  'missing-return',
];

/** What may be a mere consequence of what, and what has to be shared for it. First that fits. */
const bonds: readonly Bond[] = [
  { effect: 'orchestration-step-failed', causes: failures, tie: 'same-job' },
  { effect: 'batch-stopped', causes: failures, tie: 'same-job' },
  { effect: 'failed-root', causes: ['clock-skew'], tie: 'same-minions' },
  { effect: 'failed-root', causes: ['reactor-loop'], tie: 'same-job' },
  { effect: 'failed-return', causes: ['reactor-loop'], tie: 'same-job' },
  { effect: 'missing-return', causes: ['key-changed', 'key-rejected', 'restart-loop'], tie: 'same-minions' },
  { effect: 'missing-return', causes: ['master-restart'], tie: 'same-time' },
  {
    effect: 'silent-minion',
    causes: ['missing-return', 'key-changed', 'key-rejected', 'restart-loop'],
    tie: 'same-minions',
  },
  { effect: 'presence-flap', causes: ['restart-loop', 'master-restart'], tie: 'same-minions' },
  { effect: 'auth-storm', causes: ['key-rejected', 'restart-loop'], tie: 'same-minions' },
  { effect: 'auth-storm', causes: ['master-restart'], tie: 'same-time' },
  { effect: 'slow-return', causes: ['generator-stall', 'slow-state', 'missing-return'], tie: 'same-minions' },
  { effect: 'slow-state', causes: ['missing-return'], tie: 'same-minions' },
  { effect: 'schedule-pile-up', causes: ['slow-state'], tie: 'same-minions' },
  { effect: 'conflict', causes: ['schedule-pile-up', 'reactor-loop'], tie: 'same-minions' },
  { effect: 'event-rate-drop', causes: ['master-restart'], tie: 'same-time' },
  { effect: 'unknown-function', causes: ['conflict'], tie: 'same-job' },
];

/** Ranks findings. Cycles cannot arise: a finding that follows from another is no cause of that one, directly or through others. */
export function rankFindings(drafts: readonly FindingDraft[], minionsKnown: number): RankedFinding[] {
  const parents = drafts.map((draft) => causeOf(draft, drafts, minionsKnown));
  const root = (at: number): number => {
    const seen = new Set<number>();
    for (let here = at; ; ) {
      const up = parents[here]?.at;
      if (up === undefined || seen.has(up)) return here;
      seen.add(here);
      here = up;
    }
  };
  for (const at of drafts.keys()) if (isInCycle(at, parents)) parents[at] = undefined;
  const weights = drafts.map((draft) => ({
    severity: severities.indexOf(draft.severity),
    consequences: draft.consequences,
  }));
  for (const at of drafts.keys()) {
    const top = root(at);
    const own = weights[at];
    const weight = weights[top];
    if (top === at || own === undefined || weight === undefined) continue;
    weight.severity = Math.max(weight.severity, severities.indexOf(drafts[at]?.severity ?? 'info'));
    weight.consequences += 1 + own.consequences;
  }
  const tops = [...drafts.keys()]
    .filter((at) => parents[at] === undefined)
    .toSorted((a, b) => compare(drafts, weights, a, b));
  const order = tops.flatMap((top) => [top, ...followers(top, parents, drafts, weights)]);
  const placeOf = new Map(order.map((at, place) => [at, place]));
  return order.flatMap((at): RankedFinding[] => {
    const draft = drafts[at];
    if (draft === undefined) return [];
    const parent = parents[at];
    const severity = severities[weights[at]?.severity ?? 0] ?? draft.severity;
    return [
      {
        draft,
        severity,
        becauseOf: parent === undefined ? null : (placeOf.get(parent.at) ?? null),
        tie: parent?.tie ?? null,
      },
    ];
  });
}

type Parent = { readonly at: number; readonly tie: FindingTie };
type Weight = { severity: number; consequences: number };

function compare(drafts: readonly FindingDraft[], weights: readonly Weight[], a: number, b: number): number {
  const [left, right] = [drafts[a], drafts[b]];
  const [x, y] = [weights[a], weights[b]];
  if (left === undefined || right === undefined || x === undefined || y === undefined) return 0;
  const reach = (draft: FindingDraft, weight: Weight) => weight.consequences + draft.minions.size;
  return (
    y.severity - x.severity ||
    reach(right, y) - reach(left, x) ||
    right.jids.size - left.jids.size ||
    (left.first ?? Number.POSITIVE_INFINITY) - (right.first ?? Number.POSITIVE_INFINITY) ||
    left.rule.localeCompare(right.rule) ||
    left.key.localeCompare(right.key)
  );
}

function followers(
  top: number,
  parents: readonly (Parent | undefined)[],
  drafts: readonly FindingDraft[],
  weights: readonly Weight[],
): number[] {
  const direct = [...drafts.keys()]
    .filter((at) => parents[at]?.at === top)
    .toSorted((a, b) => compare(drafts, weights, a, b));
  return direct.flatMap((at) => [at, ...followers(at, parents, drafts, weights)]);
}

function isInCycle(at: number, parents: readonly (Parent | undefined)[]): boolean {
  const seen = new Set<number>();
  for (let here = parents[at]?.at; here !== undefined; here = parents[here]?.at) {
    if (here === at) return true;
    if (seen.has(here)) return false;
    seen.add(here);
  }
  return false;
}

function causeOf(effect: FindingDraft, drafts: readonly FindingDraft[], minionsKnown: number): Parent | undefined {
  for (const { effect: rule, causes, tie } of bonds) {
    if (rule !== effect.rule) continue;
    const candidates = [...drafts.entries()].filter(([, draft]) => draft !== effect && causes.includes(draft.rule));
    const fitting = candidates.filter(([, draft]) => isTied(effect, draft, tie, minionsKnown));
    // The nearest cause before it: of several, the one that shares most.
    const best = fitting.toSorted(
      ([, a], [, b]) => shared(effect, b) - shared(effect, a) || (a.first ?? 0) - (b.first ?? 0),
    )[0];
    if (best !== undefined) return { at: best[0], tie: best[1].rule === 'clock-skew' ? 'wrong-clocks' : tie };
  }
  return undefined;
}

function shared(a: FindingDraft, b: FindingDraft): number {
  return count(a.jids, b.jids) * 1000 + count(a.minions, b.minions);
}

function count(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const one of a) if (b.has(one)) both += 1;
  return both;
}

function isTied(effect: FindingDraft, cause: FindingDraft, tie: FindingTie, minionsKnown: number): boolean {
  if (cause.rule === 'clock-skew') return blamesClocks(effect, cause, minionsKnown);
  switch (tie) {
    case 'same-job':
      return count(effect.jids, cause.jids) > 0;
    case 'same-minions': {
      const isWithin = effect.minions.size > 0 && count(effect.minions, cause.minions) === effect.minions.size;
      if (!isWithin) return false;
      // Of the same minions at another time says nothing, unless a job ties them.
      return count(effect.jids, cause.jids) > 0 || overlaps(effect, cause);
    }
    case 'same-time':
      return overlaps(effect, cause);
    case 'wrong-clocks':
      return false;
  }
}

function overlaps(a: FindingDraft, b: FindingDraft): boolean {
  if (a.first === null || b.first === null) return true;
  return a.first <= (b.last ?? b.first) + nearInTime && b.first <= (a.last ?? a.first) + nearInTime;
}

/** Words of checks that compare times. */
const timeWords =
  /\b(?:expired?|expires|expiry|not yet valid|before issued|issued in the future|clock|time ?skew|skew|not valid (?:before|after|yet)|stale|too (?:old|new)|in the (?:future|past)|timestamp|notbefore|notafter|nbf|iat)\b/i;
/** How unlikely it must be that only minions with wrong clocks failed by chance, when no word says so. */
const rare = 0.05;

/** True when every failing minion has a wrong clock, and either the words speak of time or chance would hardly bring that about. */
function blamesClocks(effect: FindingDraft, clocks: FindingDraft, minionsKnown: number): boolean {
  const failing = effect.minions.size;
  if (failing === 0 || count(effect.minions, clocks.minions) < failing) return false;
  if (effect.quote !== null && timeWords.test(effect.quote)) return true;
  // Drawing the failing ones from all minions, all from among those with wrong clocks.
  let chance = 1;
  for (let drawn = 0; drawn < failing; drawn += 1)
    chance *= (clocks.minions.size - drawn) / Math.max(1, minionsKnown - drawn);
  return chance < rare;
}
