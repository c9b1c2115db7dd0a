// One rule as a YAML file: read with bounds and by a schema, then judged as a whole; each fault with its line. A file with the id of a
// built-in rule needs to say only what it changes.
import { faultText } from '../../shared/filter/filter-fault.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { parseSequence } from '../../shared/filter/parse-sequence.ts';
import { detectors, type FindingRule, type RuleSearch, type RuleText } from '../../shared/keep/finding-rule.ts';
import { type RuleFile, ruleFileSchema } from '../../shared/keep/rule-schema.ts';
import { type Refused, readYaml, refused } from './read-yaml.ts';

/** The rule of a file, or where and why it is none. */
export type ReadRule = { readonly ok: true; readonly rule: FindingRule } | Refused;

/** What is wrong with a rule, and the key it stands under. */
type Fault = { readonly key: string; readonly reason: string };

/** Reads the text of a file. `builtIn` gives the rule of the program with an id. Never throws. */
export function readRuleFile(bytes: Uint8Array, builtIn: (id: string) => FindingRule | undefined): ReadRule {
  const read = readYaml(bytes, ruleFileSchema, 'a map with id and what the rule says');
  if (!read.ok) return read;
  const rule = wholeRule(read.value, builtIn(read.value.id));
  return 'reason' in rule ? refused(read.lineAt([rule.key]), rule.reason) : { ok: true, rule };
}

function wholeRule(file: RuleFile, base: FindingRule | undefined): FindingRule | Fault {
  const search = searchOf(file, base);
  if ('reason' in search) return search;
  const fault = clauseFault(file, search);
  if (fault !== undefined) return fault;
  const severity = file.severity ?? base?.severity;
  if (severity === undefined) return { key: 'id', reason: 'severity is missing' };
  const words: { title?: RuleText; explain?: RuleText; next?: RuleText } = {};
  for (const part of ['title', 'explain', 'next'] as const) {
    const said = file[part] ?? base?.words[part];
    if (said === undefined) return { key: 'id', reason: `${part} is missing` };
    words[part] = said;
  }
  const { title, explain, next } = words;
  if (title === undefined || explain === undefined || next === undefined)
    return { key: 'id', reason: 'words are missing' };
  const isSameSearch = base !== undefined && JSON.stringify(search) === JSON.stringify(base.search);
  const before = isSameSearch ? base : undefined;
  return {
    id: file.id,
    severity,
    isEnabled: file.enabled,
    words: { title, explain, next },
    // Words of its own are meant for every case of the rule that has none of its own.
    variants: { ...(file.title === undefined ? base?.variants : {}), ...withoutGaps(file.variants) },
    search,
    groupBy: file.group_by ?? before?.groupBy ?? [],
    atLeast: file.at_least ?? before?.atLeast ?? 1,
    withinS: file.within_s ?? before?.withinS ?? null,
    togetherS: file.together_s ?? before?.togetherS ?? null,
    parameters: {
      ...(search.kind === 'detector' ? detectors[search.detector] : {}),
      ...before?.parameters,
      ...file.thresholds,
    },
  };
}

function withoutGaps(variants: RuleFile['variants']): FindingRule['variants'] {
  const plain: FindingRule['variants'] = JSON.parse(JSON.stringify(variants ?? {}));
  return plain;
}

function searchOf(file: RuleFile, base: FindingRule | undefined): RuleSearch | Fault {
  const given = (['filter', 'sequence', 'detector'] as const).filter((key) => file[key] !== undefined);
  if (given.length > 1) return { key: given[1] ?? 'id', reason: `only one of ${given.join(', ')} can be looked for` };
  if (file.filter !== undefined) {
    const parsed = parseFilter(file.filter);
    return parsed.ok ? { kind: 'filter', filter: file.filter.trim() } : { key: 'filter', reason: faultText(parsed) };
  }
  if (file.sequence !== undefined) {
    const parsed = parseSequence(file.sequence);
    return parsed.ok
      ? { kind: 'sequence', sequence: file.sequence.trim(), report: file.report ?? 'matched' }
      : { key: 'sequence', reason: parsed.message };
  }
  if (file.detector !== undefined) return { kind: 'detector', detector: file.detector };
  return base?.search ?? { key: 'id', reason: 'one of filter, sequence, detector is missing' };
}

/** A clause that would do nothing with what is looked for. */
function clauseFault(file: RuleFile, search: RuleSearch): Fault | undefined {
  if (search.kind === 'detector') {
    for (const key of ['group_by', 'at_least', 'within_s', 'together_s', 'report'] as const)
      if (file[key] !== undefined) return { key, reason: `${key} does nothing with a detector` };
    const known = Object.keys(detectors[search.detector]);
    const odd = Object.keys(file.thresholds ?? {}).find((name) => !known.includes(name));
    if (odd !== undefined) {
      const there = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
      return { key: 'thresholds', reason: `${search.detector} has no threshold ${odd}; ${there}` };
    }
    return undefined;
  }
  if (file.thresholds !== undefined) return { key: 'thresholds', reason: 'thresholds are of detectors only' };
  if (search.kind === 'filter' && file.report !== undefined)
    return { key: 'report', reason: 'report is of sequences only' };
  return undefined;
}
