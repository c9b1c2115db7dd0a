// A ranked finding → a row of the table `finding`: its words filled in, its lists bounded.
import { type FindingRule, type RuleText, ruleLanguages } from '../../../shared/keep/finding-rule.ts';
import { fillText } from '../../../shared/keep/finding-text.ts';
import type { RankedFinding } from '../../analysis/rank-findings.ts';
import type { DerivedRow } from '../../store/case-writer.ts';

/** Events and jobs kept of a finding; `event_total` has the true number. */
const mostEvents = 500;
const mostJobs = 1_000;
const longestQuote = 4_000;

/** The rows, in order. */
export function findingRows(found: readonly RankedFinding[], rules: readonly FindingRule[]): DerivedRow[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return found.flatMap((finding, at) => {
    const { draft } = finding;
    const rule = byId.get(draft.rule);
    if (rule === undefined) return [];
    const { translated, ...words } = wordsOf(rule, finding);
    return [
      {
        id: at + 1,
        rule: draft.rule,
        variant: draft.variant,
        severity: finding.severity,
        certainty: draft.certainty,
        ...words,
        translated: JSON.stringify(translated),
        quote: draft.quote === null || draft.quote.trim() === '' ? null : draft.quote.slice(0, longestQuote),
        minions: JSON.stringify([...draft.minions]),
        jids: JSON.stringify([...draft.jids].slice(0, mostJobs)),
        events: JSON.stringify(draft.events.slice(0, mostEvents)),
        event_total: draft.events.length,
        first: draft.first,
        last: draft.last,
        because_of: finding.becauseOf === null ? null : finding.becauseOf + 1,
        tie: finding.tie,
        followers: followersOf(found, at),
      },
    ];
  });
}

function followersOf(found: readonly RankedFinding[], at: number): number {
  let count = 0;
  for (const [other, { becauseOf }] of found.entries()) if (becauseOf === at) count += 1 + followersOf(found, other);
  return count;
}

function wordsOf(rule: FindingRule, { draft }: RankedFinding) {
  const variant = draft.variant === null ? undefined : rule.variants[draft.variant];
  const parts = { ...rule.words, ...variant };
  const say = (text: RuleText, language: (typeof ruleLanguages)[number]) =>
    fillText(text[language] ?? text.en, draft.values, language);
  const said = (language: (typeof ruleLanguages)[number]) => ({
    title: say(parts.title, language),
    explain: say(parts.explain, language),
    next: say(parts.next, language),
  });
  const others = ruleLanguages.filter((language) => language !== 'en' && parts.title[language] !== undefined);
  return { ...said('en'), translated: Object.fromEntries(others.map((language) => [language, said(language)])) };
}
