// Scores what is said to tell the failing minions of a job apart, against what was planted.
import { differFind } from '../../electron/queries/differ-find.ts';
import type { Difference } from '../../shared/questions/differ.ts';
import type { DerivedCase } from '../support/derived-capture.ts';
import type { ExpectedDifference } from './expected.ts';

/** What is said instead; `undefined` where the planted difference is first, or it is said that nothing stands out. */
export async function differMiss(derived: DerivedCase, expected: ExpectedDifference): Promise<string | undefined> {
  const { jid, failing, values, verdict } = expected;
  const { causes } = await derived.ask(differFind, { jid });
  const wanted = failing.toSorted().join();
  const cause = causes.find((one) => one.failing.toSorted().join() === wanted);
  if (cause === undefined) return `${jid}: no cause has just the minions ${wanted.slice(0, 80)}`;
  const [first] = cause.differences;
  const said = `${cause.verdict}: ${first === undefined ? 'no difference' : first.fields.map(({ field, value }) => `${field} is ${value}`).join(' and ')}`;
  const isRight = values === 'nothing' ? true : first !== undefined && isSame(first, values);
  return cause.verdict === verdict && isRight ? undefined : `${jid}: ${said}, not ${verdict} ${JSON.stringify(values)}`;
}

/** True for the planted values, or for others that divide the minions in exactly the same way. */
function isSame({ fields, also }: Difference, values: Exclude<ExpectedDifference['values'], 'nothing'>): boolean {
  const holds = (of: readonly { readonly field: string; readonly value: string }[]): boolean =>
    values.length === of.length &&
    values.every(({ field, value }) =>
      of.some((one) =>
        field === 'words' ? one.value.includes(value) : one.field === `grains.${field}` && one.value === value,
      ),
    );
  return holds(fields) || also.some((one) => holds([one]));
}
