// Runs the rules over a case: each rule its detector, filter or sequence; then the findings in order and in words.
import type { DetectorName, FindingRule } from '../../../shared/keep/finding-rule.ts';
import type { FindingValues } from '../../../shared/keep/finding-text.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import type { Candidate, FindingDraft } from '../../analysis/finding-draft.ts';
import { type RankedFinding, rankFindings } from '../../analysis/rank-findings.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { Pacer } from '../pacer.ts';
import { clockSkews, gapsInCapture, generatorStalls, rateDrops, slowReturns } from './clocks.ts';
import type { Detector } from './detector.ts';
import { compileErrors, conflicts, failedFunctions, pillarErrors, unknownFunctions } from './failed-returns.ts';
import { failedRoots } from './failed-roots.ts';
import { flappingStates } from './flapping.ts';
import { type Ground, readGround, Stopped } from './ground.ts';
import { authStorms, keyChanges, keyRejections, masterRestarts, presenceFlaps } from './masters.ts';
import { missingReturns, silentMinions } from './missing.ts';
import { duplicateReturns, failedSteps, reactorLoops, stoppedBatches, trimmedValues } from './runs.ts';
import { schedulePileUps } from './schedules.ts';
import { searchedFindings } from './searched.ts';
import { secretsOnTheBus } from './secrets.ts';
import { slowStates } from './slow-states.ts';

/** Findings of one rule beyond which it says nothing more. */
const mostOfRule = 200;

/** Events that a reactor map says something should have followed, and nothing did. Given by whoever has a map. */
export type MissedReactions = readonly { readonly event: number; readonly entry: string; readonly expected: string }[];

/** What findings may be derived from beside the case. */
export type FindOptions = { readonly missedReactions?: MissedReactions | undefined };

function detectorsWith({ missedReactions = [] }: FindOptions): { readonly [N in DetectorName]: Detector } {
  return {
    'missing-return': missingReturns,
    'failed-root': failedRoots,
    'compile-error': compileErrors,
    'pillar-error': pillarErrors,
    conflict: conflicts,
    'unknown-function': unknownFunctions,
    'failed-return': failedFunctions,
    'flapping-state': flappingStates,
    'slow-state': slowStates,
    'slow-return': slowReturns,
    'silent-minion': silentMinions,
    'presence-flap': presenceFlaps,
    'auth-storm': authStorms,
    'key-rejected': keyRejections,
    'key-changed': keyChanges,
    'reactor-loop': reactorLoops,
    'reaction-missing': (ground) => reactionsMissed(ground, missedReactions),
    'duplicate-events': duplicateReturns,
    'trimmed-values': trimmedValues,
    'schedule-pile-up': schedulePileUps,
    'batch-stopped': stoppedBatches,
    'orchestration-step-failed': failedSteps,
    'master-restart': masterRestarts,
    'event-rate-drop': rateDrops,
    'gap-in-capture': gapsInCapture,
    'clock-skew': clockSkews,
    'secret-on-the-bus': secretsOnTheBus,
    'generator-stall': generatorStalls,
  };
}

/** All findings of the rules, in order; `undefined` when stopped. Reads only. */
export async function findTrouble(
  caseFile: CaseFile,
  rules: readonly FindingRule[],
  pacer: Pacer,
  options: FindOptions = {},
): Promise<RankedFinding[] | undefined> {
  const detectors = detectorsWith(options);
  try {
    const ground = await readGround(caseFile, pacer);
    const drafts: FindingDraft[] = [];
    for (const rule of rules) {
      const { search } = rule;
      const candidates =
        search.kind === 'detector'
          ? await detectors[search.detector](ground, rule)
          : await searchedFindings(ground, rule);
      for (const candidate of weightiest(candidates)) drafts.push(draftOf(rule, candidate));
      await ground.pause();
    }
    return rankFindings(drafts, ground.caseFile.dictionary('minion').size);
  } catch (error) {
    if (error instanceof Stopped) return undefined;
    throw error;
  }
}

function weightiest(candidates: readonly Candidate[]): readonly Candidate[] {
  if (candidates.length <= mostOfRule) return candidates;
  const weight = ({ minions, events, consequences = 0 }: Candidate) => minions.size + events.length + consequences;
  return candidates.toSorted((a, b) => weight(b) - weight(a)).slice(0, mostOfRule);
}

function draftOf(rule: FindingRule, candidate: Candidate): FindingDraft {
  const variant = candidate.variant ?? null;
  return {
    ...candidate,
    values: inOrder(candidate.values),
    rule: rule.id,
    variant,
    severity: (variant === null ? undefined : rule.variants[variant]?.severity) ?? rule.severity,
    certainty: candidate.certainty ?? 'certain',
    consequences: candidate.consequences ?? 0,
    quote: candidate.quote ?? null,
  };
}

/** Minions as people look for them, whatever order they failed in. */
function inOrder(values: FindingValues): FindingValues {
  const { minions } = values;
  return typeof minions === 'object' && 'list' in minions
    ? { ...values, minions: { list: minions.list.toSorted(naturalOrder) } }
    : values;
}

async function reactionsMissed(ground: Ground, missed: MissedReactions): Promise<Candidate[]> {
  return [...Map.groupBy(missed, ({ entry }) => entry)].map(([entry, some]) => {
    const events = some.map(({ event }) => event);
    const stamps = events.map(ground.stampOf);
    const minions = new Set(events.map(ground.minionOf).filter((minion) => minion !== 0));
    return {
      key: entry,
      certainty: 'inferred',
      minions,
      jids: new Set(),
      events,
      first: Math.min(...stamps),
      last: Math.max(...stamps),
      values: {
        entry,
        expected: some[0]?.expected ?? '',
        count: events.length,
        tag: ground.caseFile.tag(events[0] ?? 0),
        minions: { list: [...minions].map(ground.minionName) },
      },
    } satisfies Candidate;
  });
}
