// One state run of a job: which states, which of them fails, and how a minion's return reads.
import type { Random } from './random.ts';
import type { CatalogState, Sls } from './state-catalog.ts';
import type { StampWriter } from './timeline.ts';
import type { JobRecord, TrueOutcome } from './truth.ts';

/** What a run does on one minion. */
export type RunRender = { readonly outcome: TrueOutcome; readonly json: string; readonly retcode: number };

/** The states a job runs on every minion it reaches. */
export class StateRun {
  readonly args: string;
  readonly #states: readonly CatalogState[];
  /** Position of the state each one requires, in the whole run. */
  readonly #requires: readonly (number | undefined)[];
  readonly #isTest: boolean;
  /** The state that breaks on minions of {@link #brokenOn}. */
  readonly #broken: number;
  readonly #brokenOn: number;

  constructor(random: Random, catalog: readonly Sls[], isHighstate: boolean, isTest: boolean) {
    const count = isHighstate ? 2 + random.below(3) : random.chance(0.7) ? 1 : 2;
    const first = random.below(catalog.length);
    const parts: Sls[] = [];
    for (let i = 0; i < count; i += 1) {
      const sls = catalog[(first + i) % catalog.length];
      if (sls !== undefined) parts.push(sls);
    }
    const states: CatalogState[] = [];
    const requires: (number | undefined)[] = [];
    for (const sls of parts) {
      const base = states.length;
      for (const state of sls.states) {
        states.push(state);
        requires.push(state.requires === undefined ? undefined : base + state.requires);
      }
    }
    this.#states = states;
    this.#requires = requires;
    this.#isTest = isTest;
    this.#broken = random.below(states.length);
    this.#brokenOn = random.chance(0.3) ? random.below(10) : -1;
    const names = isHighstate ? '' : `"${parts.map((sls) => sls.name).join(',')}"`;
    const kwargs = isTest ? '{"__kwarg__": true, "test": true}' : '';
    this.args = [names, kwargs].filter((part) => part !== '').join(', ');
  }

  /** The return of one minion; its roots and cascades are noted in the job's truth. `end`: when it is finished, µs. */
  render(random: Random, stamps: StampWriter, minion: number, end: number, job: JobRecord): RunRender {
    const isFlake = random.chance(0.01);
    const broken = !this.#isTest && (minion % 10 === this.#brokenOn || isFlake) ? this.#broken : -1;
    const failed = new Set<number>();
    let hasChanged = false;
    let json = '{';
    let time = end - this.#states.length * 40_000;
    for (const [position, state] of this.#states.entries()) {
      const required = this.#requires[position];
      if (position > 0) json += ', ';
      if (position === broken || (required !== undefined && failed.has(required))) failed.add(position);
      if (position === broken) {
        job.addRoot(state.name, minion);
        json += `${state.head}${state.failed}`;
      } else if (failed.has(position) && required !== undefined) {
        job.cascades += 1;
        json += this.#cascade(state, required);
      } else if (random.chance(0.1)) {
        hasChanged = true;
        json += `${state.head}${this.#isTest ? state.wouldChange : state.changed}`;
      } else {
        json += `${state.head}${state.unchanged}`;
      }
      const duration = Math.round(random.float() * random.float() * 60_000);
      json += `, "__run_num__": ${position}, "start_time": "${stamps.timeOfDay(time)}", "duration": ${duration / 1000}${state.tail}`;
      time += duration;
    }
    const outcome = failed.size > 0 ? 'failed' : hasChanged ? 'changed' : 'succeeded';
    return { outcome, json: `${json}}`, retcode: failed.size > 0 ? 2 : 0 };
  }

  #cascade(state: CatalogState, required: number): string {
    const name = this.#states[required]?.name ?? '';
    return `${state.head}"changes": {}, "result": false, "comment": "One or more requisite failed: ${name}", "__state_ran__": false`;
  }
}
