// `saltrace findings`: what went wrong, most important first; what only follows from something stands under it.

import type { Outcome } from '../../shared/base/outcome.ts';
import { formatStamp } from '../../shared/base/stamp.ts';
import { type FindingRule, type RuleEntry, type Severity, severities } from '../../shared/keep/finding-rule.ts';
import type { Finding } from '../../shared/questions/finding.ts';
import type { Answer } from '../../shared/questions/questions.ts';
import { readClocks } from '../derive/findings/capture-clocks.ts';
import { findingsOf, rulesDigest } from '../derive/findings/derive-findings.ts';
import { startPacer } from '../derive/pacer.ts';
import { defaultRulesFolder } from '../library/default-folder.ts';
import { activeRules, builtInRules, listRules } from '../library/rule-folder.ts';
import { holdFindings } from '../queries/findings-list.ts';
import type { CaseFile } from '../store/case-file.ts';
import { derivedMeta, findingsState } from '../store/derivation.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note } from './output.ts';
import { type Ask, refused, runOnCase } from './run-on-case.ts';
import { listPrinter, visible } from './table.ts';
import { stampPrinter } from './zone.ts';

/** Options of the command. */
export type FindingsOptions = { readonly rules?: string; readonly failOn?: Severity };

/** Runs the command; gives the exit status: 1 when there is a finding of the given severity or worse. */
export async function runFindings(path: string, asked: FindingsOptions, options: CommonOptions): Promise<number> {
  const entries = listRules({
    builtIn: builtInRules,
    own: asked.rules ?? defaultRulesFolder(process.env, process.platform),
  });
  const broken = entries.filter((one): one is Extract<RuleEntry, { reason: string }> => 'reason' in one);
  for (const { file, line, reason } of broken)
    note(`saltrace: rule ${file}${line === null ? '' : `:${line}`}: ${reason}`);
  // A folder that was named has to be read; rules that happen to lie in one's own are only told about.
  if (asked.rules !== undefined && (broken.length > 0 || !entries.some(({ place }) => place === 'folder'))) {
    if (broken.length === 0) note(`saltrace: ${asked.rules} holds no rules.`);
    return exitStatus.wrongUse;
  }
  return runOnCase([path], options, async (ask, caseFile) => {
    const list = await caseFindings(ask, caseFile, activeRules(entries));
    if (!list.ok) return refused(list);
    const { findings } = list.value;
    if (options.format === 'table') process.stdout.write(findingsText(findings, options));
    else {
      const printer = listPrinter(options, columns, findingShape);
      if (findings.length > 0) printer.add(findings);
      printer.end();
    }
    const { failOn } = asked;
    const isBad =
      failOn !== undefined &&
      findings.some(({ severity }) => severities.indexOf(severity) >= severities.indexOf(failOn));
    return isBad ? exitStatus.bad : exitStatus.done;
  });
}

/** The findings of an open case by the rules that are in force for everybody who calls the program here. */
export function ownFindings(ask: Ask, caseFile: CaseFile): Promise<Outcome<Answer<'findings.list'>>> {
  const own = defaultRulesFolder(process.env, process.platform);
  return caseFindings(ask, caseFile, activeRules(listRules({ builtIn: builtInRules, own })));
}

/** Those that stand in the case where they are of the same rules; else derived now, and not kept. */
async function caseFindings(
  ask: Ask,
  caseFile: CaseFile,
  rules: readonly FindingRule[],
): Promise<Outcome<Answer<'findings.list'>>> {
  const state = findingsState(caseFile, rulesDigest(rules));
  if (state === undefined || caseFile.meta(derivedMeta.findings) !== state) {
    const rows = await findingsOf(
      caseFile,
      rules,
      startPacer(() => false),
    );
    holdFindings(caseFile, { state, rows: rows ?? [], clocks: readClocks(caseFile) });
  }
  return ask('findings.list', {});
}

/** `findings --json`: one finding. */
export function findingShape(finding: Finding): object {
  return {
    id: finding.id,
    rule: finding.rule,
    variant: finding.variant,
    severity: finding.severity,
    title: finding.words.title,
    minions: finding.minions,
    jids: finding.jids,
    events: finding.events,
    event_count: finding.eventTotal,
    first: finding.first === null ? null : formatStamp(finding.first),
    last: finding.last === null ? null : formatStamp(finding.last),
    certainty: finding.certainty,
    explain: finding.words.explain,
    quote: finding.quote,
    next: finding.words.next,
    because_of: finding.becauseOf,
    because: finding.tie,
    followers: finding.followers,
  };
}

const columns = [
  { title: 'severity', text: ({ severity }: Finding) => severity },
  { title: 'rule', text: ({ rule }: Finding) => rule },
  { title: 'title', text: ({ words }: Finding) => words.title },
  { title: 'first', text: ({ first }: Finding) => (first === null ? '' : formatStamp(first)) },
  { title: 'minions', text: ({ minions }: Finding) => minions.join(' ') },
  { title: 'because_of', text: ({ becauseOf }: Finding) => (becauseOf === null ? '' : String(becauseOf)) },
];

const ties: { readonly [T in NonNullable<Finding['tie']>]: string } = {
  'same-job': 'in the same job',
  'same-minions': 'on the same minions',
  'same-time': 'at the same time',
  'wrong-clocks': 'its minions are those with wrong clocks',
};

/** The list as text: causes with their words, what follows from them in one line each. */
export function findingsText(findings: readonly Finding[], { zone }: Pick<CommonOptions, 'zone'>): string {
  const when = stampPrinter(zone);
  if (findings.length === 0) return 'Nothing was found.\n';
  const lines: string[] = [];
  for (const { severity, words, first, quote, certainty, becauseOf, tie } of findings) {
    const sure = certainty === 'certain' ? '' : ' (inferred)';
    if (becauseOf !== null) {
      lines.push(`    because of that: ${visible(words.title)}${tie === null ? '' : ` (${ties[tie]})`}`);
      continue;
    }
    lines.push('', `${severity.padEnd(7)}  ${visible(words.title)}${sure}`);
    if (first !== null) lines.push(`         ${when(first)} ${zone}`);
    for (const line of (quote ?? '')
      .split('\n')
      .filter((one) => one.trim() !== '')
      .slice(0, 3))
      lines.push(`       | ${visible(line).slice(0, 160)}`);
    lines.push(`         ${visible(words.explain)}`, `         Next: ${visible(words.next)}`);
  }
  return `${lines.slice(1).join('\n')}\n`;
}
