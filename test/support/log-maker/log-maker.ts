// Makes a realistic log of a Salt master's bus from a seed, in the shape of rawfile_json (3008), together with its truth.
import type { Desk } from './desk.ts';
import { makeFleet } from './fleet.ts';
import { JobMaker } from './job-maker.ts';
import { makePhrases } from './phrases.ts';
import { Random } from './random.ts';
import { makeCatalog } from './state-catalog.ts';
import { StampWriter, Timeline } from './timeline.ts';
import { Traffic } from './traffic.ts';
import type { JobTruth } from './truth.ts';

/** What to make. The same plan gives the same bytes. */
export type LogPlan = { readonly events: number; readonly seed: number; readonly minions: number };

/** Where it goes. */
export type LogSink = {
  /** One event; `isAscii` spares the writer a slower encoding. Without the line feed. */
  readonly event: (line: string, isAscii: boolean) => void;
  /** A job about which nothing more will be written. */
  readonly job: (job: JobTruth) => void;
};

/** What was made besides the events. */
export type LogSummary = {
  readonly minions: readonly string[];
  readonly events: number;
  readonly from: number;
  readonly to: number;
};

/** The first event's time: 2026-03-01T00:00:00Z. */
const begin = Date.UTC(2026, 2, 1) * 1000;

/** Makes a log in one go. */
export function makeLog(plan: LogPlan, sink: LogSink): LogSummary {
  const making = logSteps(plan, sink);
  for (;;) {
    const step = making.next();
    if (step.done) return step.value;
  }
}

/** Makes a log in steps of some thousand events, so that who writes it down can wait for the disk in between. */
export function* logSteps(plan: LogPlan, sink: LogSink): Generator<void, LogSummary> {
  const random = new Random(plan.seed);
  const timeline = new Timeline();
  const stamps = new StampWriter();
  let now = begin;
  let lastJid = 0;
  let events = 0;
  const desk: Desk = {
    random,
    timeline,
    stamps,
    now: () => now,
    newJid: () => {
      lastJid = Math.max(lastJid + 1, Math.floor(now));
      return stamps.jid(lastJid);
    },
    write: (tag, body, after = '', isAscii = true) => {
      if (events >= plan.events) return;
      events += 1;
      sink.event(`{"data": {${body}, "_stamp": "${stamps.stamp(now)}"${after}}, "tag": "${tag}"}`, isAscii);
    },
  };
  const phrases = makePhrases(random);
  const fleet = makeFleet(random, plan.minions);
  const jobs = new JobMaker(desk, fleet, phrases, makeCatalog(random, phrases), sink.job);
  const traffic = new Traffic(desk, fleet, phrases, jobs);
  let arrival = begin;
  let step = 0;
  while (events < plan.events) {
    if (events > step + 5000) {
      step = events;
      yield;
    }
    while (timeline.next < arrival) {
      const next = timeline.take();
      if (next === undefined) break;
      now = next.time;
      next.act();
      if (events >= plan.events) break;
    }
    now = arrival;
    traffic.next();
    arrival += 20_000 + random.float() * 1.3e6;
  }
  jobs.finish();
  return { minions: fleet.names, events, from: begin, to: now };
}
