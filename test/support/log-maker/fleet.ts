// The minions of a made-up log: their names, and which of them are down for a while.
import type { Random } from './random.ts';

const roles = ['web', 'db', 'cache', 'queue', 'app', 'lb', 'mon', 'build', 'edge', 'log'];
const places = ['fra1', 'ams2', 'iad3', 'sjc1', 'sin2'];

/** The minions. */
export type Fleet = {
  readonly names: readonly string[];
  /** Their names as a JSON list without brackets. */
  readonly allJson: string;
  /** Time until which a minion is down, 0 when it is up. */
  readonly downUntil: Float64Array;
  /** Names of some minions as a JSON list without brackets. */
  readonly json: (minions: readonly number[]) => string;
  /** A run of minions of a job: one, some, many or all. */
  readonly pickTargets: (isStateRun: boolean) => readonly number[];
};

/** Makes the fleet. */
export function makeFleet(random: Random, size: number): Fleet {
  const names = Array.from({ length: size }, (_, i) => {
    const number = String(Math.floor(i / roles.length)).padStart(3, '0');
    return `${roles[i % roles.length]}${number}.${places[i % places.length]}.prod.example.com`;
  });
  const quoted = names.map((name) => `"${name}"`);
  const all = names.map((_, i) => i);
  return {
    names,
    allJson: quoted.join(', '),
    downUntil: new Float64Array(size),
    json: (minions) => minions.map((minion) => quoted[minion]).join(', '),
    pickTargets: (isStateRun) => {
      const r = random.float();
      let count =
        r < 0.45 ? 1 + random.below(4) : r < 0.85 ? 10 + random.below(60) : r < 0.985 ? 100 + random.below(300) : size;
      // State runs over the whole fleet are rolled out in parts.
      if (isStateRun) count = Math.min(count, 200);
      if (count >= size) return all;
      const start = random.below(size);
      const step = size % 7 === 0 ? 1 : 7;
      return Array.from({ length: count }, (_, i) => (start + i * step) % size);
    },
  };
}
