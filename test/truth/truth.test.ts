// What is concluded from every recording and from made-up incidents, held to the thresholds that are promised. `npm run truth` shows the table.
import { describe, expect, it } from 'vitest';
import { makeIncident } from '../support/incident-maker/make-incident.ts';
import type { Score } from './score.ts';
import { planOf, scoreCapture, scoredCaptures, scoreIncident, total } from './score-all.ts';

/** Enough for every kind of incident once; all fifty are scored by `npm run truth`. */
const seeds = Array.from({ length: 15 }, (_, at) => at);

describe.each(scoredCaptures())('$name', (capture) => {
  it('is concluded as it was planted', async () => {
    const score = await scoreCapture(capture);
    expect(score.wrong).toEqual([]);
  });
});

describe('made-up incidents', () => {
  it('are the same for the same seed, and others for another', () => {
    const textOf = (seed: number): string => {
      const lines: string[] = [];
      const planted = makeIncident({ ...planOf(seed), events: 1000 }, (line) => lines.push(line));
      return `${lines.join('\n')}${JSON.stringify(planted)}`;
    };
    expect(textOf(3)).toBe(textOf(3));
    expect(textOf(3)).not.toBe(textOf(18));
  });

  it('begin where they were planted, and differ in what was planted', async () => {
    const scores: Score[] = [];
    for (const seed of seeds) scores.push(await scoreIncident(planOf(seed)));
    const wrong = scores.flatMap((score) => score.wrong.map((miss) => `${score.name}: ${miss}`));
    const rate = (column: (score: Score) => { right: number; of: number }): number => {
      const { right, of } = total(scores, column);
      expect(of).toBeGreaterThan(0);
      return right / of;
    };
    const said = wrong.join('\n');
    expect(
      rate((score) => score.rootFirst),
      said,
    ).toBeGreaterThanOrEqual(0.95);
    expect(
      rate((score) => score.missing),
      said,
    ).toBeGreaterThanOrEqual(0.95);
    expect(
      rate((score) => score.differs),
      said,
    ).toBeGreaterThanOrEqual(0.9);
    expect(
      rate((score) => score.nothing),
      said,
    ).toBeGreaterThanOrEqual(0.95);
    expect(
      rate((score) => score.links),
      said,
    ).toBe(1);
    expect(scores.flatMap((score) => (score.linksWrong + score.invented > 0 ? score.name : []))).toEqual([]);
  }, 120_000);
});
