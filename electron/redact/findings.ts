// What a look through a case found to hide: counts and places for the preview, and the values that are to be hidden elsewhere too.
import { type RedactionRule, redactionRules } from '../../shared/salt/redaction.ts';

/**
 * How far a value is followed. `sure`: a secret by its place; `likely`: a secret by the words around it, or of a weak name; `hidden`:
 * part of something that is hidden as a whole, and perhaps no secret at all.
 */
export type Strength = 'sure' | 'likely' | 'hidden';

/** A value that was found. */
export type FoundValue = { rule: RedactionRule; strength: Strength };

/** One place where a rule found something. It never holds the value. */
export type FoundPlace = {
  /** 0 for what stands beside the events. */
  readonly event: number;
  /** `tag`, or the way through the data: `load.kwargs.token`, `fun_args.0`. */
  readonly place: string;
  /** Length of what is hidden, in characters. */
  readonly length: number;
};

/** What one rule found. */
export type RuleFindings = { values: number; events: number; lastEvent: number; readonly places: FoundPlace[] };

const mostPlaces = 5;
/** Values kept to be looked for elsewhere; beyond that a case would have more secrets than events tell of. */
const mostValues = 1_000_000;

/** Collects; one a look. */
export class Findings {
  readonly rules: ReadonlyMap<RedactionRule, RuleFindings> = new Map(
    redactionRules.map((rule) => [rule, { values: 0, events: 0, lastEvent: -1, places: [] }]),
  );
  readonly values = new Map<string, FoundValue>();
  readonly minions = new Set<string>();
  readonly users = new Set<string>();
  /** False while events are looked at that do not go along: their secrets may stand in those that do. */
  isCounting = true;
  /** True when there were more values than are kept: then nothing may be written. */
  isFull = false;

  /** Counts something hidden by a rule. `place` is made only when it is kept. */
  count(rule: RedactionRule, event: number, length: number, place: () => string): void {
    const found = this.rules.get(rule);
    if (found === undefined || !this.isCounting) return;
    found.values += 1;
    if (found.lastEvent === event) return;
    found.lastEvent = event;
    if (event !== 0) found.events += 1;
    if (found.places.length < mostPlaces) found.places.push({ event, place: place(), length });
  }

  /** Notes a value to be hidden elsewhere; the surest word about it counts. */
  note(value: string, rule: RedactionRule, strength: Strength): void {
    const known = this.values.get(value);
    if (known === undefined) {
      if (this.values.size < mostValues) this.values.set(value, { rule, strength });
      else if (strength !== 'hidden') this.isFull = true;
    } else if (order.indexOf(strength) < order.indexOf(known.strength)) {
      known.rule = rule;
      known.strength = strength;
    }
  }
}

const order: readonly Strength[] = ['sure', 'likely', 'hidden'];
