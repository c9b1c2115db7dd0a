// Findings and rules of the sample case, for tests of views: one cause with a consequence, one milder, one rule that is broken.
import type { RuleOrders } from '../../../shared/bridge/rule-orders.ts';
import type { FindingRule, RuleEntry } from '../../../shared/keep/finding-rule.ts';
import type { Finding } from '../../../shared/questions/finding.ts';

const finding = (id: number, more: Partial<Finding>): Finding => ({
  id,
  rule: 'failed-root',
  variant: null,
  severity: 'error',
  certainty: 'certain',
  words: {
    title: 'nginx-configtest (cmd.run) failed on web2 and web4',
    explain: 'It failed by itself.',
    next: 'Read it.',
  },
  translated: {
    'zh-Hans': { title: 'nginx-configtest（cmd.run）在 web2、web4 上失败', explain: '自身失败。', next: '查看输出。' },
  },
  quote: '[emerg] unknown directive "http2"',
  minions: ['web2', 'web4'],
  jids: ['20261122200903698084'],
  events: [24],
  eventTotal: 1,
  first: 1_795_378_143_000_000,
  last: 1_795_378_145_000_000,
  becauseOf: null,
  tie: null,
  followers: 0,
  ...more,
});

/** Most important first. */
export const sampleFindings: readonly Finding[] = [
  finding(1, { followers: 1 }),
  finding(2, {
    rule: 'orchestration-step-failed',
    words: {
      title: 'The orchestration orch.deploy failed at migrate',
      explain: 'Held back: deploy.',
      next: 'Run it again.',
    },
    translated: {},
    quote: null,
    becauseOf: 1,
    tie: 'same-job',
  }),
  finding(3, {
    rule: 'slow-state',
    severity: 'notice',
    certainty: 'inferred',
    words: {
      title: 'db1 takes about 4 s longer in inventory',
      explain: 'Others are faster.',
      next: 'Look at the disk.',
    },
    translated: {},
    quote: null,
    minions: ['db1'],
  }),
];

const words = { en: 'x' };
const rule: FindingRule = {
  id: 'failed-root',
  severity: 'error',
  isEnabled: true,
  words: { title: words, explain: words, next: words },
  variants: {},
  search: { kind: 'detector', detector: 'failed-root' },
  groupBy: [],
  atLeast: 1,
  withinS: null,
  togetherS: null,
  parameters: {},
};

/** The orders about rules, over a list that remembers what was switched. */
export function fakeRules(): { [N in keyof RuleOrders]: (body: RuleOrders[N]['body']) => RuleOrders[N]['answer'] } {
  let entries: RuleEntry[] = [
    { place: 'built-in', file: 'failed-root.yaml', rule, isOverridden: false },
    { place: 'folder', file: 'mine.yaml', line: 3, reason: 'unknown key sevrity' },
  ];
  return {
    'rules.list': () => ({ folder: '/home/ana/.config/Saltrace/rules', entries }),
    'rules.switch': ({ id, isEnabled }) => {
      entries = entries.map((one) =>
        'rule' in one && one.rule.id === id ? { ...one, rule: { ...one.rule, isEnabled } } : one,
      );
      return {};
    },
  };
}
