// States that changed a file shortly before another failed over it in the same run: often what was really wrong.
import type { JsonObject } from '../../../shared/salt/json.ts';
import { type ChangedFile, changedFilesBefore } from '../../analysis/links/file-changed.ts';
import { isStateRun, readStates, stateOutput } from '../../analysis/state-roles.ts';
import type { CasePlaces } from './case-places.ts';
import type { Place, Step } from './place.ts';

/** Returns read: what holds for the first ones of a group mostly holds for all. */
const mostRead = 5;

/** The changes before the failure of a state, each once over the returns of its group. */
export function changesBefore(places: CasePlaces, place: Place & { what: 'state' }): Step[] {
  const found = new Map<string, { change: ChangedFile; events: number[] }>();
  for (const event of place.root.events.slice(0, mostRead)) {
    const value = places.caseFile.event(event).data.return;
    if (!isStateRun(value)) continue;
    for (const change of changesIn(value, place.root)) {
      const key = `${change.sls ?? ''}.${change.id}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { change, events: [event] });
      else known.events.push(event);
    }
  }
  return [...found].map(([key, { change, events }]) => ({
    to: {
      what: 'change',
      key: `change:${place.key}/${key}`,
      group: place.group,
      change: { sls: change.sls ?? null, id: change.id, fun: change.fun, comment: change.comment, events },
    },
    kind: 'file-changed',
    certainty: change.certainty,
    because: {
      code: change.isQuoted ? 'changed-file-quoted' : 'changed-just-before',
      values: { file: change.name, state: key },
    },
    score: change.score,
    parts: change.parts,
    evidence: events,
    count: events.length,
  }));
}

function changesIn(
  run: JsonObject,
  root: { readonly id: string; readonly state: string; readonly sls: string | null },
) {
  const states = readStates(run);
  const failed = states.find(({ id, fun, result }) => id === root.id && fun === root.state && result === false);
  if (failed === undefined) return [];
  return changedFilesBefore(states, failed, stateOutput(run, failed.id, failed.fun) ?? '');
}
