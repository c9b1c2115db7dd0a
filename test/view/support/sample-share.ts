// What a share of the sample case would hold: a preview and a report with figures that differ by rule.
import type { SharePreview, ShareReport } from '../../../shared/questions/share.ts';
import { isHidden, type RedactionChoices, redactionDocs } from '../../../shared/salt/redaction.ts';

/** The preview under the choices given. */
export function samplePreview(choices: RedactionChoices, events: number): SharePreview {
  return {
    scope: { kind: 'all', selected: events, added: 0, of: events },
    rules: redactionDocs.map(([rule, group], at) => {
      const isOn = isHidden(rule, choices);
      const values = isOn ? at * 3 : null;
      const places = values ? [{ event: 7, place: `data.${rule}`, length: 16 }] : [];
      return { rule, group, isOn, values, events: values, places };
    }),
    unfollowed: 2,
    sources: 1,
    carried: [
      { thing: 'view', isOn: true, count: 1, left: 0 },
      { thing: 'queries', isOn: true, count: 2, left: 0 },
      { thing: 'notes', isOn: true, count: 3, left: 1 },
    ],
    rejected: 1,
    bytes: 286_720,
    first: null,
    last: null,
    isComplete: true,
    looked: events,
  };
}

/** The report of the same share. */
export function sampleReport(path: string, choices: RedactionChoices, events: number): ShareReport {
  const { rules, scope, carried, unfollowed } = samplePreview(choices, events);
  const hidden = rules.flatMap(({ rule, values }) => (values ? [{ rule, values }] : []));
  const label = { version: 1, made: 1_767_225_600_000_000, scope, choices, hidden, rejected: 1 } as const;
  return { path, bytes: 286_720, label, rules, unfollowed, carried, searched: { values: 12, bytes: 1_200_000 } };
}
