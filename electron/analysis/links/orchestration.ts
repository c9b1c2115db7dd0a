// Puts orchestrations, the steps they announce and the jobs of these steps together, while they run and after (salt-events §2.3, §4).
import type { Stamp } from '../../../shared/base/stamp.ts';
import type { ScorePart } from '../../../shared/questions/trace.ts';
import { isObject, type Json } from '../../../shared/salt/json.ts';
import { type FoundLink, type Judged, judge } from './found-link.ts';

/** A step in the result of an orchestration. */
export type DoneStep = {
  readonly id: string;
  /** The name of the function, or the id where it is a state. */
  readonly name: string;
  /** Its `__jid__`: absent when the step was held back, when nobody returned, or when it has several jobs. */
  readonly child: number;
};

/** One orchestration. */
export type Orchestration = {
  readonly jid: number;
  /** Its `salt/run/<jid>/new`, 0 when the capture began later. */
  readonly begun: number;
  readonly from: Stamp;
  /** When it returned; infinite while it runs. */
  readonly to: Stamp;
  /** Its return, 0 when there is none. */
  readonly ret: number;
  readonly user: string;
  readonly steps: readonly DoneStep[];
};

/** A `salt/run/<jid>/args` event: a step is about to run. */
export type AnnouncedStep = {
  readonly event: number;
  readonly stamp: Stamp;
  /** The jid in its tag: the orchestration's own, or one of its own when salt-api started it (salt-live §0.6). */
  readonly jid: number;
  readonly type: string;
  readonly name: string;
  readonly tgt: Json | undefined;
  /** `args` of the event. */
  readonly args: Json | undefined;
  readonly kwargs: Json | undefined;
};

/** A job that may be of a step. */
export type StepJob = {
  readonly jid: number;
  readonly event: number;
  readonly stamp: Stamp;
  readonly fun: string;
  readonly user: string;
  readonly tgt: Json | undefined;
  /** Positional arguments, and named ones as a last map. */
  readonly args: readonly Json[];
};

/** How long after its announcement the job of a step is looked for; the master compiles nothing in between. */
export const stepWindow = 10_000_000;
const promptly = 2_000_000;

/** All links of orchestrations. `jobsIn` gives the jobs that began in a span, in time order. */
export function orchestrationLinks(
  orchestrations: readonly Orchestration[],
  announced: readonly AnnouncedStep[],
  jobsIn: (from: Stamp, to: Stamp) => readonly StepJob[],
): FoundLink[] {
  const links: FoundLink[] = [];
  const parents = new Map<number, { readonly of: Orchestration; readonly step: DoneStep }>();
  for (const of of orchestrations) {
    for (const step of of.steps) if (step.child !== 0 && step.child !== of.jid) parents.set(step.child, { of, step });
  }
  const own = new Map(orchestrations.map((of) => [of.jid, of]));
  const announcedBy = new Set(announced.map(({ jid }) => jid));
  const children = matchSteps(announced, jobsIn, parents);
  const guests = guestRuns(announced, children, parents, orchestrations, own, announcedBy);
  const evidenceOf = new Map<number, number[]>();

  for (const step of announced) {
    const guest = guests.get(step.jid);
    const of = own.get(step.jid) ?? guest?.best;
    const child = children.get(step.event);
    if (of !== undefined) links.push(announcement(of, step, guest));
    if (child !== undefined) {
      const parent = child === undefined ? undefined : parents.get(child.best.jid);
      const isNamed = of !== undefined && parent?.of === of && parent.step.name === step.name;
      const certain = isNamed && guest === undefined;
      links.push({
        kind: 'step-of',
        certainty: certain ? 'certain' : child.certainty,
        from: { event: step.event },
        to: { job: child.best.jid },
        because: { code: certain ? 'step-jid' : 'step-matches', values: { step: step.name, fun: child.best.fun } },
        evidence: [step.event, child.best.event],
        ...(certain ? {} : scoreParts(child)),
      });
      evidenceOf.set(child.best.jid, [step.event]);
      if (of !== undefined && !isNamed && child.certainty === 'inferred' && guest?.certainty !== 'possible') {
        links.push({
          kind: 'child-of',
          certainty: 'inferred',
          from: { job: of.jid },
          to: { job: child.best.jid },
          because: { code: 'step-matches', values: { step: step.name, fun: child.best.fun } },
          evidence: [of.begun, step.event, child.best.event].filter((event) => event !== 0),
          ...scoreParts(child),
        });
      }
    }
  }
  for (const [child, { of, step }] of parents) {
    links.push({
      kind: 'child-of',
      certainty: 'certain',
      from: { job: of.jid },
      to: { job: child },
      because: { code: 'step-jid', values: { step: step.id } },
      evidence: [of.begun, ...(evidenceOf.get(child) ?? []), of.ret].filter((event) => event !== 0),
    });
  }
  return links;
}

function scoreParts<T>({ score, parts, runnerUp }: Judged<T>) {
  return { score, parts, ...(runnerUp === undefined ? {} : { runnerUp }) };
}

function announcement(of: Orchestration, step: AnnouncedStep, guest: Judged<Orchestration> | undefined): FoundLink {
  return {
    kind: 'step-of',
    certainty: guest?.certainty ?? 'certain',
    from: { job: of.jid },
    to: { event: step.event },
    because: { code: guest === undefined ? 'step-tag' : 'step-content', values: { step: step.name } },
    evidence: [of.begun, step.event].filter((event) => event !== 0),
    ...(guest === undefined ? {} : scoreParts(guest)),
  };
}

/** The job of each announced step, by the event of the step; a job is taken by one step only. */
function matchSteps(
  announced: readonly AnnouncedStep[],
  jobsIn: (from: Stamp, to: Stamp) => readonly StepJob[],
  parents: ReadonlyMap<number, { readonly of: Orchestration; readonly step: DoneStep }>,
): Map<number, Judged<StepJob>> {
  const matched = new Map<number, Judged<StepJob>>();
  const taken = new Set<number>();
  for (const step of announced) {
    const candidates = jobsIn(step.stamp - 50_000, step.stamp + stepWindow).filter(({ jid }) => !taken.has(jid));
    const scored = candidates.flatMap((job) => {
      const parts = stepParts(step, job, parents.get(job.jid));
      return parts === undefined ? [] : [{ what: job, event: job.event, parts }];
    });
    const judged = judge(scored);
    if (judged === undefined) continue;
    matched.set(step.event, judged);
    if (judged.certainty === 'inferred') taken.add(judged.best.jid);
  }
  return matched;
}

const stateFuns = new Set(['state.sls', 'state.apply', 'state.highstate', 'state.top']);

/** What speaks for a job as that of a step; `undefined` when it cannot be. */
function stepParts(
  step: AnnouncedStep,
  job: StepJob,
  parent: { readonly of: Orchestration; readonly step: DoneStep } | undefined,
): ScorePart[] | undefined {
  const isMinions = step.type === 'state' || step.type === 'function';
  const fits =
    step.type === 'state'
      ? stateFuns.has(job.fun)
      : job.fun === (step.type === 'function' ? step.name : `${step.type}.${step.name}`);
  if (!fits || (isMinions && !isEqual(step.tgt, job.tgt))) return undefined;
  const late = Math.max(0, job.stamp - step.stamp - promptly);
  const parts: ScorePart[] = [
    { name: 'time', value: Math.round(200 * Math.max(0, 1 - late / (stepWindow - promptly))) / 1000 },
    { name: 'function', value: 0.3 },
  ];
  if (isMinions) parts.push({ name: 'target', value: 0.2 });
  if (isSameArguments(step, job)) parts.push({ name: 'arguments', value: isMinions ? 0.2 : 0.4 });
  if (isMinions && isSameNamed(step, job)) parts.push({ name: 'named-arguments', value: 0.1 });
  if (parent !== undefined && (parent.of.jid === step.jid || parent.step.name === step.name)) {
    parts.push({ name: 'named-by-parent', value: 0.2 });
  }
  return parts;
}

/** Every named argument of a step on minions is the job's. */
function isSameNamed(step: AnnouncedStep, job: StepJob): boolean {
  const wanted = isObject(step.args) && isObject(step.args.kwarg) ? step.args.kwarg : {};
  const named = job.args.at(-1);
  return Object.keys(wanted).every((key) => isObject(named) && isEqual(wanted[key], named[key]));
}

/** Positional arguments are equal; of runners and wheels the named ones. */
function isSameArguments(step: AnnouncedStep, job: StepJob): boolean {
  const named = job.args.at(-1);
  const hasNamed = isObject(named);
  const positional = hasNamed ? job.args.slice(0, -1) : job.args;
  if (step.type === 'state' || step.type === 'function') {
    const wanted = isObject(step.args) ? step.args.arg : undefined;
    return isEqual(Array.isArray(wanted) ? wanted : [], positional);
  }
  const wanted = step.type === 'wheel' ? step.args : step.kwargs;
  if (isObject(wanted))
    return hasNamed
      ? Object.keys(wanted).every((key) => isEqual(wanted[key], named[key]))
      : Object.keys(wanted).length === 0;
  return true;
}

/** Orchestrations through salt-api: their steps carry another jid, found by content and time (salt-live §0.6). */
function guestRuns(
  announced: readonly AnnouncedStep[],
  children: ReadonlyMap<number, Judged<StepJob>>,
  parents: ReadonlyMap<number, { readonly of: Orchestration; readonly step: DoneStep }>,
  orchestrations: readonly Orchestration[],
  own: ReadonlyMap<number, Orchestration>,
  announcedBy: ReadonlySet<number>,
): Map<number, Judged<Orchestration>> {
  const byJid = new Map<number, AnnouncedStep[]>();
  for (const step of announced) {
    if (own.has(step.jid)) continue;
    const list = byJid.get(step.jid);
    if (list === undefined) byJid.set(step.jid, [step]);
    else list.push(step);
  }
  const found = new Map<number, Judged<Orchestration>>();
  for (const [jid, steps] of byJid) {
    const first = steps[0];
    const last = steps.at(-1);
    if (first === undefined || last === undefined) continue;
    const scored = orchestrations
      .filter((of) => !announcedBy.has(of.jid) && of.from <= first.stamp && of.to >= last.stamp)
      .map((of) => ({ what: of, event: of.begun, parts: guestParts(of, first, steps, children, parents) }));
    const judged = judge(scored);
    if (judged !== undefined) found.set(jid, judged);
  }
  return found;
}

function guestParts(
  of: Orchestration,
  first: AnnouncedStep,
  steps: readonly AnnouncedStep[],
  children: ReadonlyMap<number, Judged<StepJob>>,
  parents: ReadonlyMap<number, { readonly of: Orchestration; readonly step: DoneStep }>,
): ScorePart[] {
  const jobs = steps.flatMap(({ event }) => children.get(event)?.best ?? []);
  const named = jobs.filter(({ jid }) => parents.get(jid)?.of === of).length;
  const names = new Set(of.steps.flatMap(({ id, name }) => [id, name]));
  const known = steps.filter(({ name }) => names.has(name)).length;
  const parts: ScorePart[] = [{ name: 'at-work', value: 0.4 }];
  if (first.stamp - of.from < promptly) parts.push({ name: 'time', value: 0.15 });
  if (jobs.some(({ user }) => user === of.user)) parts.push({ name: 'same-user', value: 0.1 });
  if (of.steps.length > 0) parts.push({ name: 'step-names', value: Math.round((150 * known) / steps.length) / 1000 });
  if (named > 0) parts.push({ name: 'jobs-named', value: 0.3 });
  return parts;
}

/** Equal as JSON; the order of keys does not matter, and targets of one name may be a list. */
function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, at) => isEqual(one, b[at]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => isEqual(a[key], b[key]));
  }
  return false;
}
