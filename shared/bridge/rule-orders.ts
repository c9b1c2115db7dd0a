// The orders about rules that find trouble. Part of the one contract (contract.ts).
import { z } from 'zod';
import { ruleBounds } from '../keep/finding-rule.ts';
import type { RuleList } from '../questions/finding.ts';

type Nothing = Record<string, never>;

/** See {@link ruleOrderDocs} for what each does. */
export type RuleOrders = {
  'rules.list': { body: Nothing; answer: RuleList };
  'rules.switch': { body: { readonly id: string; readonly isEnabled: boolean }; answer: Nothing };
};

/** What each of these orders does. */
export const ruleOrderDocs: { readonly [N in keyof RuleOrders]: string } = {
  'rules.list':
    "All rules that find trouble: the program's and those of the user's folder; broken ones with the reason.",
  'rules.switch': "Turns a rule on or off, by a file in the user's folder; findings are derived anew.",
};

/** Schema of every body. */
export const ruleSchemas: { readonly [N in keyof RuleOrders]: z.ZodType<RuleOrders[N]['body']> } = {
  'rules.list': z.strictObject({}),
  'rules.switch': z.strictObject({ id: z.string().min(1).max(ruleBounds.id), isEnabled: z.boolean() }),
};
