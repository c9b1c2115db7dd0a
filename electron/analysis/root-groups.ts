// One broken thing on many minions is one row: roots that are equal once numbers, paths, hashes and minion ids are folded.
import type { Stamp } from '../../shared/base/stamp.ts';
import type { RootGroup } from '../../shared/questions/job-row.ts';

/** One state that failed by itself, in one return. */
export type Root = {
  readonly sls: string | null;
  readonly id: string;
  /** `module.function`. */
  readonly state: string;
  readonly comment: string;
  /** What its command printed. */
  readonly output: string | undefined;
  readonly minion: string;
  readonly jid: string | null;
  /** The return. */
  readonly event: number;
  readonly stamp: Stamp | null;
  /** States of the same return that failed because of it. */
  readonly cascade: number;
};

/** Groups roots by (sls, id, function, folded comment); most minions first, then the earliest. */
export function groupRoots(roots: Iterable<Root>): RootGroup[] {
  const groups = new Map<string, Growing>();
  for (const root of roots) {
    const key = [
      root.sls ?? '',
      foldMinion(root.id, root.minion),
      root.state,
      foldComment(root.comment, root.minion),
    ].join('\u0000');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, begin(root));
    else add(group, root);
  }
  return [...groups.values()]
    .map(({ first, minions, jids, events, cascade, stamp }) => ({
      sls: first.sls,
      id: first.id,
      state: first.state,
      comment: first.comment,
      ...(first.output === undefined ? {} : { output: first.output }),
      minions: [...minions].toSorted(),
      jids: [...jids],
      events: [...events],
      cascade,
      first: stamp,
    }))
    .sort((a, b) => b.minions.length - a.minions.length || (a.first ?? 0) - (b.first ?? 0));
}

type Growing = {
  readonly first: Root;
  readonly minions: Set<string>;
  readonly jids: Set<string>;
  readonly events: Set<number>;
  cascade: number;
  stamp: Stamp | null;
};

function begin(root: Root): Growing {
  return {
    first: root,
    minions: new Set([root.minion]),
    jids: new Set(root.jid === null ? [] : [root.jid]),
    events: new Set([root.event]),
    cascade: root.cascade,
    stamp: root.stamp,
  };
}

function add(group: Growing, root: Root): void {
  group.minions.add(root.minion);
  if (root.jid !== null) group.jids.add(root.jid);
  group.events.add(root.event);
  group.cascade += root.cascade;
  if (root.stamp !== null && (group.stamp === null || root.stamp < group.stamp)) group.stamp = root.stamp;
}

const longestComment = 4_000;

/** A comment with what differs from minion to minion replaced: its id, paths, hashes, addresses, numbers. */
export function foldComment(comment: string, minion: string): string {
  return foldMinion(comment.slice(0, longestComment), minion)
    .replace(/(?:[A-Za-z]:\\|\\\\)[^\s'"<>|,;:]+/g, '<path>')
    .replace(/(?<![\w/])\/(?:[^\s'"<>|,;:/]+\/?)+/g, '<path>')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '<hash>')
    .replace(/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,}\b/gi, '<hash>')
    .replace(/\d+/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Minion ids also occur inside paths and host names. Very short ids would fold letters of ordinary words, so they must stand alone. */
function foldMinion(text: string, minion: string): string {
  if (minion === '' || !text.includes(minion)) return text;
  const escaped = minion.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`, 'g'), '<minion>');
}
