// Scores what is concluded from one log against its truth, through the questions that everybody asks.
import type { DerivedCase } from '../support/derived-capture.ts';
import type { Expected, ExpectedDifference } from './expected.ts';
import { differMiss } from './score-differ.ts';
import { rootMisses, scoreLinks } from './score-trace.ts';

/** How many of what was planted came out right. */
export type Tally = { readonly right: number; readonly of: number };

/** The score of one log; `wrong` says each miss in a sentence. */
export type Score = {
  readonly name: string;
  readonly rootFirst: Tally;
  readonly missing: Tally;
  /** Planted links found with their certainty. */
  readonly links: Tally;
  /** Planted links found with another certainty, and drawn links that nobody planted. */
  readonly linksWrong: number;
  readonly invented: number;
  /** The planted difference is first; nothing stands out where nothing was planted. */
  readonly differs: Tally;
  readonly nothing: Tally;
  readonly skew: Tally;
  readonly wrong: readonly string[];
};

/** How far a minion's clock may be from the truth, in seconds. */
const mostSkewOff = 2;

/** Scores one derived log. */
export async function scoreCase(derived: DerivedCase, expected: Expected): Promise<Score> {
  const wrong: string[] = [];
  const tally = (list: readonly (string | undefined)[]): Tally => {
    const misses = list.filter((miss) => miss !== undefined);
    wrong.push(...misses);
    return { right: list.length - misses.length, of: list.length };
  };
  const roots = await rootMisses(derived, expected.roots);
  const links = await scoreLinks(derived, expected);
  wrong.push(...links.wrong, ...links.notFound, ...links.invented);
  const misses = new Map<ExpectedDifference, string | undefined>();
  for (const one of expected.differences) misses.set(one, await differMiss(derived, one));
  const differ = (isControl: boolean): Tally =>
    tally([...misses].filter(([one]) => (one.values === 'nothing') === isControl).map(([, miss]) => miss));
  const missing = await Promise.all(
    expected.missing.map(async ({ jid, minion, reason }) => {
      const said = (await derived.part(jid, minion)).missingBecause?.reason;
      return said === reason
        ? undefined
        : `${minion} is missing in ${jid} because ${said ?? 'of nothing'}, not ${reason}`;
    }),
  );
  const minions = await derived.minions();
  const skews = Object.entries(expected.skew).map(([name, offset]) => {
    const said = minions.find(({ minion }) => minion === name)?.skewS;
    const isRight = typeof said === 'number' && Math.abs(said - offset) <= mostSkewOff;
    return isRight ? undefined : `the clock of ${name} is said to be off by ${said} s, not ${offset} s`;
  });
  return {
    name: expected.name,
    rootFirst: tally(roots),
    missing: tally(missing),
    links: { right: links.right, of: links.of },
    linksWrong: links.wrong.length,
    invented: links.invented.length,
    differs: differ(false),
    nothing: differ(true),
    skew: tally(skews),
    wrong,
  };
}
