// The keys of a state return: `<state>_|-<id>_|-<name>_|-<function>`.

/** The parts of a low-state tag. */
export type LowTag = {
  /** State module, for example `file`. */
  readonly state: string;
  readonly id: string;
  readonly name: string;
  /** Function of the module, for example `managed`. */
  readonly fun: string;
};

const separator = '_|-';

/**
 * Splits a low-state tag. Ids and names may hold anything, the separator too; Salt itself (salt/utils/event.py) takes the
 * first part as module and the last as function, so the second is the id and all between is the name. `undefined` for a
 * key with fewer than four parts: the return is then no state run.
 */
export function splitLowTag(tag: string): LowTag | undefined {
  const parts = tag.split(separator);
  const [state, id] = parts;
  const fun = parts.at(-1);
  if (parts.length < 4 || state === undefined || id === undefined || fun === undefined) return undefined;
  return { state, id, name: parts.slice(2, -1).join(separator), fun };
}
