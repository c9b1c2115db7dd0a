// Scores recordings and made-up incidents, one after another, and adds the scores up to a table.
import { allCaptures, type Capture, DerivedCase } from '../support/derived-capture.ts';
import type { IncidentPlan } from '../support/incident-maker/make-incident.ts';
import { captureTruth } from './capture-truth.ts';
import { expectedOf } from './expected.ts';
import { type Score, scoreCase, type Tally } from './score.ts';

/** The recordings, each in the form that Salt's own returner wrote. */
export function scoredCaptures(): Capture[] {
  return allCaptures().filter(({ name }) => name.includes('/rawfile.'));
}

/** Scores one recording. */
export async function scoreCapture({ name, path, truth }: Capture): Promise<Score> {
  const derived = await DerivedCase.read(path);
  try {
    return await scoreCase(derived, captureTruth(name.slice(0, name.lastIndexOf('/')), path, truth));
  } finally {
    derived.dispose();
  }
}

/** Scores one made-up incident. */
export async function scoreIncident(plan: IncidentPlan): Promise<Score> {
  const { derived, planted } = await DerivedCase.incident(plan);
  try {
    return await scoreCase(derived, expectedOf(`seed ${plan.seed} ${planted.kind}`, planted));
  } finally {
    derived.dispose();
  }
}

/** The plan of a seed: small, but of the size of a real morning. */
export function planOf(seed: number): IncidentPlan {
  return { seed, minions: 60 + ((seed * 37) % 141), events: 3000 + ((seed * 613) % 3000) };
}

/** Adds up one column of several scores. */
export function total(scores: readonly Score[], column: (score: Score) => Tally): Tally {
  const tallies = scores.map(column);
  return {
    right: tallies.reduce((sum, { right }) => sum + right, 0),
    of: tallies.reduce((sum, { of }) => sum + of, 0),
  };
}
