// `npm run truth [-- --seeds N] [--big EVENTS]`: scores what is concluded from every recording and from made-up incidents against their truth.
import { parseArgs } from 'node:util';
import type { Score, Tally } from '../../test/truth/score.ts';
import { planOf, scoreCapture, scoredCaptures, scoreIncident, total } from '../../test/truth/score-all.ts';

const columns: readonly (readonly [string, (score: Score) => Tally])[] = [
  ['root first', (score) => score.rootFirst],
  ['missing reasons', (score) => score.missing],
  ['links right', (score) => score.links],
  ['what differs', (score) => score.differs],
  ['nothing differs', (score) => score.nothing],
  ['clock skew', (score) => score.skew],
];

const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '50' }, big: { type: 'string', default: '1000000' } },
});
const misses: string[] = [];
const cell = ({ right, of }: Tally): string => (of === 0 ? '–' : `${right}/${of}`);

function line(name: string, cells: readonly string[]): void {
  console.log(`${name.padEnd(32)}${cells.map((text, at) => text.padStart(columns[at]?.[0].length ?? 0)).join('  ')}`);
}

function show(score: Score): Score {
  line(
    score.name,
    columns.map(([, of]) => cell(of(score))),
  );
  misses.push(...score.wrong.map((miss) => `${score.name}: ${miss}`));
  return score;
}

function sum(name: string, scores: readonly Score[]): void {
  line(
    name,
    columns.map(([, of]) => cell(total(scores, of))),
  );
  console.log('');
}

line(
  '',
  columns.map(([name]) => name),
);
const captures: Score[] = [];
for (const capture of scoredCaptures()) captures.push(show(await scoreCapture(capture)));
sum('recordings', captures);
const made: Score[] = [];
for (let seed = 0; seed < Number(values.seeds); seed += 1) made.push(show(await scoreIncident(planOf(seed))));
sum('made-up incidents', made);
if (Number(values.big) > 0) show(await scoreIncident({ seed: 1000, minions: 2000, events: Number(values.big) }));
for (const miss of misses) console.log(`MISS ${miss}`);
const rate = (column: (score: Score) => Tally): number => {
  const { right, of } = total(made, column);
  return of === 0 ? 1 : right / of;
};
const links = (scores: readonly Score[]): string => {
  const sumOf = (column: (score: Score) => number): number => scores.reduce((sum, score) => sum + column(score), 0);
  return `${sumOf((score) => score.linksWrong)} wrong, ${sumOf((score) => score.invented)} invented`;
};
console.log(`links: recordings ${links(captures)}; made-up incidents ${links(made)}`);
const isGood =
  captures.every(({ wrong }) => wrong.length === 0) &&
  rate((score) => score.rootFirst) >= 0.95 &&
  rate((score) => score.differs) >= 0.9 &&
  rate((score) => score.nothing) >= 0.95;
process.exitCode = isGood ? 0 : 1;
