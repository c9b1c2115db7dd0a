// One pass over the columns for the events that links hang on: announced steps, refused runs, triggers, runs that changed something.
import { outcomeRules } from '../../../shared/salt/job-outcome.ts';
import { type Kind, kindCode } from '../../../shared/salt/kind.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags, segmentLength } from '../../store/columns/column-defs.ts';
import { IdList } from '../id-list.ts';
import type { Pacer } from '../pacer.ts';

/** Ids of events, in the order of reading. */
export type LinkSigns = {
  /** `salt/run/<jid>/args`. */
  readonly announced: IdList;
  /** Returns that were refused because another run was at work. */
  readonly refused: IdList;
  /** Events that reactors commonly answer. */
  readonly triggers: IdList;
  /** Beacons alone. */
  readonly beacons: IdList;
  /** State runs that may have changed something. */
  readonly changedRuns: IdList;
};

/** What reactors are commonly set on; with a reactor map every kind counts, and the map decides. */
const triggerKinds: readonly Kind[] = [
  'beacon',
  'custom',
  'minion-start',
  'hook',
  'key',
  'auth',
  'presence',
  'cloud',
  'fileserver',
  'queue',
  'engine',
  'unknown',
  'minion-error',
];
const conflict = outcomeRules.indexOf('conflict') + 1;
const byStates = outcomeRules.indexOf('state-results') + 1;
/** Changed and failed: a run may change files before it fails. */
const mayHaveChanged = 6;

/** Looks over all events; `undefined` when cancelled. */
export async function readLinkSigns(
  caseFile: CaseFile,
  isMapped: boolean,
  pacer: Pacer,
): Promise<LinkSigns | undefined> {
  const signs: LinkSigns = {
    announced: new IdList(),
    refused: new IdList(),
    triggers: new IdList(),
    beacons: new IdList(),
    changedRuns: new IdList(),
  };
  const isTrigger = new Uint8Array(64).fill(isMapped ? 1 : 0);
  for (const kind of triggerKinds) isTrigger[kindCode(kind)] = 1;
  const announced = kindCode('run-args');
  const ret = kindCode('ret');
  const beacon = kindCode('beacon');
  const { columns } = caseFile;
  const kinds = columns.segments('kind');
  const flags = columns.segments('flags');
  const rules = columns.segments('outcomeRule');
  const outcomes = columns.segments('outcome');
  const useless = eventFlags.stampless | eventFlags.claimed;
  for (const [segment, kindPart] of kinds.entries()) {
    const first = segment * segmentLength + 1;
    const count = Math.min(segmentLength, columns.length - first + 1);
    const flagPart = flags[segment];
    for (let at = 0; at < count; at += 1) {
      const kind = kindPart[at] ?? 0;
      if (kind === ret) {
        const rule = rules[segment]?.[at];
        if (rule !== conflict && rule !== byStates && !isMapped) continue;
        if (((flagPart?.[at] ?? 0) & useless) !== 0) continue;
        if (rule === conflict) signs.refused.add(first + at);
        else if (rule === byStates && ((outcomes[segment]?.[at] ?? 0) & mayHaveChanged) !== 0)
          signs.changedRuns.add(first + at);
      } else if (kind !== announced && isTrigger[kind] !== 1) continue;
      if (((flagPart?.[at] ?? 0) & useless) !== 0) continue;
      if (kind === announced) signs.announced.add(first + at);
      if (isTrigger[kind] === 1) signs.triggers.add(first + at);
      if (kind === beacon) signs.beacons.add(first + at);
    }
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return signs;
}
