// Times of a filter as ranges of stamps: what `time:`, `time>=` and `a..b` accept.
import { type FilterFault, filterFault } from './filter-fault.ts';
import type { Operator } from './filter-tree.ts';
import { splitRange } from './literals.ts';
import { type NumberRange, rangeOf } from './number-range.ts';
import { readTime, type TimeContext, timeSpan } from './times.ts';

type NoRange = { readonly fault: FilterFault };

/** The stamps that one written value accepts under an operator, or what is wrong with it. */
export function timeRange(operator: Operator, text: string, context: TimeContext): NumberRange | NoRange {
  const isEquality = operator === ':' || operator === '=' || operator === '!=';
  const ends = isEquality ? splitRange(text) : undefined;
  if (ends !== undefined) return rangeBetween(ends, context) ?? { fault: filterFault('expected-times') };
  const time = readTime(text);
  if (time === undefined) return { fault: filterFault('expected-time') };
  const { from, to } = timeSpan(time, context);
  // A time of the day is an instant when compared, a date the whole day; named alone both are all they name.
  return rangeOf(operator, from, isEquality || isDate(text) ? to - 1 : from);
}

function isDate(text: string): boolean {
  return !text.includes(':');
}

/** Both ends inside; an end that is a date reaches to the end of its day. An end of the day before its begin is on the next. */
function rangeBetween([fromText, toText]: readonly [string, string], context: TimeContext): NumberRange | undefined {
  const fromTime = fromText === '' ? undefined : readTime(fromText);
  const toTime = toText === '' ? undefined : readTime(toText);
  if ((fromText !== '' && fromTime === undefined) || (toText !== '' && toTime === undefined)) return undefined;
  const from = fromTime === undefined ? Number.NEGATIVE_INFINITY : timeSpan(fromTime, context).from;
  if (toTime === undefined) return [from, Number.POSITIVE_INFINITY];
  let to = toTime;
  if (!to.hasDate && fromTime !== undefined) {
    if (fromTime.hasDate) {
      const day = Math.floor(fromTime.wallUs / 86_400e6) * 86_400e6;
      to = { ...to, wallUs: to.wallUs + day, hasDate: true };
    }
    if (timeSpan(to, context).from < from) to = { ...to, wallUs: to.wallUs + 86_400e6 };
  }
  const span = timeSpan(to, context);
  const last = isDate(toText) ? span.to - 1 : span.from;
  return [from, last];
}
