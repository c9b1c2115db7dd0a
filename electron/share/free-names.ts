// Names of things in a share: two that differed may be the same once what is secret in them is hidden, and a token may be longer than
// what it stands for.
import { queryBounds } from '../../shared/keep/saved-query.ts';

/** Gives names that no other has, each as near to the one asked for as can be. One for each list. */
export function freeNames(): (name: string) => string {
  const taken = new Set<string>();
  return (asked) => {
    const base = asked.slice(0, queryBounds.name).trim();
    let name = base;
    for (let next = 2; taken.has(name); next += 1) {
      const mark = ` ${next}`;
      name = base.slice(0, queryBounds.name - mark.length).trim() + mark;
    }
    taken.add(name);
    return name;
  };
}
