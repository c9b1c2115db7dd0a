// Reads what a share says of itself. The case may come from anybody: what is not as this program writes it says nothing.
import type { ShareLabel, ShareMark } from '../../shared/questions/share.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';
import { chosenRules, keepableRules, redactionRules } from '../../shared/salt/redaction.ts';
import type { CaseFile } from '../store/case-file.ts';
import { shareKey } from '../store/content-digest.ts';

/** The label of a share; `null` for a case that is none. */
export function readShareLabel(caseFile: CaseFile): ShareLabel | null {
  const text = caseFile.meta(shareKey);
  if (text === undefined) return null;
  let found: Json;
  try {
    found = JSON.parse(text) as Json;
  } catch {
    // A share whose label is damaged is a case like any other.
    return null;
  }
  if (!isObject(found) || found.version !== 1 || !isObject(found.scope) || !isObject(found.choices)) return null;
  const { scope, choices, hidden, rejected, made } = found;
  const { kind } = scope;
  if (kind !== 'all' && kind !== 'filter' && kind !== 'span') return null;
  const rules = Array.isArray(hidden) ? hidden : [];
  return {
    version: 1,
    made: typeof made === 'number' && Number.isSafeInteger(made) ? made : null,
    scope: { kind, selected: whole(scope.selected), added: whole(scope.added), of: whole(scope.of) },
    choices: { keep: named(choices.keep, keepableRules), hide: named(choices.hide, chosenRules) },
    hidden: rules.flatMap((entry) => {
      if (!isObject(entry)) return [];
      const [rule] = named([entry.rule ?? null], redactionRules);
      return rule === undefined ? [] : [{ rule, values: whole(entry.values) }];
    }),
    rejected: typeof rejected === 'number' ? whole(rejected) : null,
  };
}

/** The label in short. */
export function shareMark(label: ShareLabel | null): ShareMark | null {
  return label === null ? null : { made: label.made, choices: label.choices };
}

function whole(value: Json | undefined): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}

/** Those of the known names that a list holds. */
function named<N extends string>(list: Json | undefined, names: readonly N[]): N[] {
  return Array.isArray(list) ? names.filter((name) => list.includes(name)) : [];
}
