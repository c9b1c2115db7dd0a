// Scores what is concluded from one log against its truth, through the questions that everybody asks.
import type { JobStory } from '../../shared/questions/job-row.ts';
import type { DerivedCase } from '../support/derived-capture.ts';
import type { Expected, ExpectedRoot } from './expected.ts';

/** How many of what was planted came out right. */
export type Tally = { readonly right: number; readonly of: number };

/** The score of one log; `wrong` says each miss in a sentence. */
export type Score = {
  readonly name: string;
  readonly rootFirst: Tally;
  readonly missing: Tally;
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
  const roots = await Promise.all(expected.roots.map((root) => rootMiss(derived, root)));
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
  return { name: expected.name, rootFirst: tally(roots), missing: tally(missing), skew: tally(skews), wrong };
}

/** What is said instead of the planted root of a job; `undefined` when it is said first. */
async function rootMiss(derived: DerivedCase, { jid, root }: ExpectedRoot): Promise<string | undefined> {
  const story = await derived.story(jid);
  switch (root.is) {
    case 'state': {
      const first = story.roots[0];
      const isFirst = first?.sls === root.sls && first.id === root.id && first.state === root.fun;
      return isFirst ? undefined : `${jid}: ${first?.sls}.${first?.id} is named first, not ${root.sls}.${root.id}`;
    }
    case 'refusal': {
      const refused = partsOf(
        story,
        (part) => part.outcomeBy === root.rule && part.errorText?.includes(root.text) === true,
      );
      return refused > 0 ? undefined : `${jid}: no return is said to be refused as ${root.rule}`;
    }
    case 'blocked': {
      const blocked = partsOf(
        story,
        (part) => part.outcomeBy === 'conflict' && part.errorText?.includes(root.by) === true,
      );
      return blocked === story.minions.length
        ? undefined
        : `${jid}: not all its returns are said to be blocked by ${root.by}`;
    }
    case 'missing': {
      const because = partsOf(story, (part) => part.missingBecause?.reason === root.reason);
      return because > 0 ? undefined : `${jid}: no return is said to be missing because of ${root.reason}`;
    }
    case 'key':
      return undefined;
  }
}

function partsOf(story: JobStory, holds: (part: JobStory['minions'][number]) => boolean): number {
  return story.minions.filter(holds).length;
}
