// Carries out the orders about rules: lists them, and turns one on or off by a file in the user's folder.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { RuleOrders } from '../../shared/bridge/rule-orders.ts';
import { listRules, type RuleFolders, switchRule } from '../library/rule-folder.ts';

type Handlers = {
  readonly [N in keyof RuleOrders]: (body: RuleOrders[N]['body']) => Promise<Outcome<RuleOrders[N]['answer']>>;
};

/** The handlers. What writes runs `alone`, as every order does: findings are derived anew behind it. */
export function ruleDesk(
  folders: () => RuleFolders,
  alone: <T>(order: () => Promise<Outcome<T>>) => Promise<Outcome<T>>,
): Handlers {
  return {
    'rules.list': async () => done({ folder: folders().own ?? '', entries: listRules(folders()) }),
    'rules.switch': (body) => alone(async () => switched(folders(), body)),
  };
}

function switched(
  folders: RuleFolders,
  { id, isEnabled }: RuleOrders['rules.switch']['body'],
): Outcome<Record<string, never>> {
  const entry = listRules(folders).findLast((one) => 'rule' in one && one.rule.id === id);
  if (folders.own === undefined || entry === undefined || !('rule' in entry))
    return failed({ code: 'rule-unknown', message: `There is no rule ${id}.`, tip: 'Look at the list again.' });
  const written = switchRule(folders.own, entry, isEnabled);
  return written.ok ? done({}) : written;
}
