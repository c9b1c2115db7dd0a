// Which event set off a job that the reactor started, or may have started: scored by time, target, quoted values and the reactor map.
import type { Stamp } from '../../../shared/base/stamp.ts';
import type { ScorePart } from '../../../shared/questions/trace.ts';
import { type Judged, judge } from './found-link.ts';

/** An event that a reactor may have answered. */
export type Trigger = {
  readonly event: number;
  readonly stamp: Stamp;
  /** Who sent it; empty when nobody did. */
  readonly minion: string;
  readonly tag: string;
};

/** A job that may be a reaction. */
export type StartedJob = {
  readonly stamp: Stamp;
  /** Its user is `Reactor`: certain that it is a reaction. */
  readonly isReactor: boolean;
  /** The minions it went to; `undefined` for a runner or wheel. */
  readonly targets: readonly string[] | undefined;
  /** Its arguments and target as text. */
  readonly text: string;
};

/** What else is known of a pair of trigger and job. */
export type ReactionHints = {
  /** An entry of the reactor map matches the tag; `undefined` when no map was given. */
  readonly isInMap: (trigger: Trigger) => boolean | undefined;
  /** How many of the like triggers are followed by such a job, of how many. */
  readonly habit: (trigger: Trigger) => { readonly followed: number; readonly fired: number };
  /** How many jobs like this one would stand as close behind an event of the same minion if nothing linked them. */
  readonly expectedByChance: (trigger: Trigger, waitUs: number) => number;
};

/** How long after its event a local reaction is looked for: 60 to 100 ms on an idle master (salt-live §4), longer when busy. */
export const reactionWindow = 2_000_000;
/** Runners and wheels wait for a free thread of the reactor's pool. */
export const reactorWindow = 10_000_000;
/** `_stamp` of two processes may be in the wrong order by some ms. */
export const reactionSlack = 50_000;

const promptly = 500_000;

/** Judges the triggers near a job. */
export function judgeReaction(
  job: StartedJob,
  triggers: readonly Trigger[],
  hints: ReactionHints,
): Judged<Trigger> | undefined {
  const eligible = triggers.filter((trigger) => hints.isInMap(trigger) !== false);
  return judge(
    eligible.map((trigger) => ({
      what: trigger,
      event: trigger.event,
      parts: partsOf(job, trigger, hints, eligible.length),
    })),
    (a, b) => a.tag === b.tag,
  );
}

function partsOf(job: StartedJob, trigger: Trigger, hints: ReactionHints, candidates: number): ScorePart[] {
  const window = job.isReactor ? reactorWindow : reactionWindow;
  const late = Math.max(0, job.stamp - trigger.stamp - promptly);
  const parts: ScorePart[] = [{ name: 'time', value: 0.3 * Math.max(0, 1 - late / (window - promptly)) }];
  const add = (name: string, value: number, holds: boolean) => {
    if (holds) parts.push({ name, value });
  };
  add('user-reactor', 0.1, job.isReactor);
  add('only-candidate', 0.25, job.isReactor && candidates === 1);
  const isSameMinion = job.targets?.length === 1 && job.targets[0] === trigger.minion && trigger.minion !== '';
  add('same-minion', 0.25, isSameMinion);
  const quote = quotedPart(job.text, trigger);
  add(quote?.name ?? '', quote?.value ?? 0, quote !== undefined);
  add('minion-quoted', 0.15, !isSameMinion && quotesWord(job.text, trigger.minion));
  add('reactor-map', 0.3, hints.isInMap(trigger) === true);
  const { followed, fired } = hints.habit(trigger);
  add('recurs', 0.15, followed >= 2 && followed * 2 >= fired);
  const wait = Math.max(job.stamp - trigger.stamp, reactionSlack);
  add('hardly-by-chance', 0.1, isSameMinion && hints.expectedByChance(trigger, wait) < 0.05);
  add('seldom-answered', -0.15, fired >= 8 && followed * 8 < fired);
  return parts.map(({ name, value }) => ({ name, value: Math.round(value * 1000) / 1000 }));
}

/** What of an event a reaction commonly passes on: its tag, or the path that a beacon watches. */
function quotedPart(text: string, { tag }: Trigger): ScorePart | undefined {
  if (text.includes(tag)) return { name: 'tag-quoted', value: 0.4 };
  const path = watchedPath(tag);
  return path !== undefined && path.length > 3 && text.includes(path)
    ? { name: 'path-quoted', value: 0.35 }
    : undefined;
}

/** The path in the tag of a beacon: `salt/beacon/<id>/inotify//etc/hosts`. */
export function watchedPath(tag: string): string | undefined {
  if (!tag.startsWith('salt/beacon/')) return undefined;
  const at = tag.indexOf('//');
  return at === -1 || at + 2 >= tag.length ? undefined : tag.slice(at + 1);
}

/** True when a text holds a name as a whole word. */
export function quotesWord(text: string, name: string): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + name.length])) return true;
  }
  return false;
}

function isWordPart(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
}
