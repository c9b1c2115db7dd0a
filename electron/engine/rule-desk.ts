// Carries out the orders about rules: lists them, and turns one on or off by a file in the user's folder.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { RuleOrders } from '../../shared/bridge/rule-orders.ts';
import { activeRules, listRules, type RuleFolders, switchRule } from '../library/rule-folder.ts';

type Handlers = { readonly [N in keyof RuleOrders]: (body: RuleOrders[N]['body']) => Outcome<RuleOrders[N]['answer']> };

/** The handlers; none of them waits for anything. */
export function ruleDesk(folders: () => RuleFolders): Handlers {
  return {
    'rules.list': () => done({ folder: folders().own ?? '', entries: listRules(folders()) }),
    'rules.switch': ({ id, isEnabled }) => {
      const { own } = folders();
      const entry = listRules(folders()).findLast((one) => 'rule' in one && one.rule.id === id);
      if (own === undefined || entry === undefined || !('rule' in entry))
        return failed({ code: 'rule-unknown', message: `There is no rule ${id}.`, tip: 'Look at the list again.' });
      const switched = switchRule(own, entry, isEnabled);
      return switched.ok ? done({}) : switched;
    },
  };
}

/** The rules in force now. */
export function rulesInForce(folders: RuleFolders) {
  return activeRules(listRules(folders));
}
