// The keys of a state run's return: `<state>_|-<id>_|-<name>_|-<function>` (salt-events §2.2).

const separator = '_|-';

/** The four parts of a low-state tag. Ids and names may hold anything, even the separator. */
export type LowTag = { readonly state: string; readonly id: string; readonly name: string; readonly fun: string };

/** Splits a low-state tag: first and last part are module and function, the second is the id, the rest the name. */
export function splitLowTag(tag: string): LowTag | undefined {
  const first = tag.indexOf(separator);
  if (first <= 0) return undefined;
  const last = tag.lastIndexOf(separator);
  const second = tag.indexOf(separator, first + separator.length);
  if (second === -1 || second >= last) return undefined;
  return {
    state: tag.slice(0, first),
    id: tag.slice(first + separator.length, second),
    name: tag.slice(second + separator.length, last),
    fun: tag.slice(last + separator.length),
  };
}
