// Counts jobs in a capture in the plainest way, sharing nothing with the program: what its answers are compared with.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

type Map_ = Record<string, unknown>;

/** What the plain look finds of one job. */
export type NaiveJob = {
  readonly expected: Set<string>;
  /** Who returned, and whether something in the return says it failed. `''` is the master. */
  readonly returned: Map<string, boolean>;
  hasNew: boolean;
  fun: unknown;
};

function isMap(value: unknown): value is Map_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The events of a saved stream, whatever of the four forms it has. */
export function naiveEvents(path: string): { tag: string; data: Map_ }[] {
  const raw = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString('utf8');
  const events: { tag: string; data: Map_ }[] = [];
  if (path.includes('event-pretty')) {
    for (const match of text.matchAll(/^([^\n\t]+)\t(\{\n[\s\S]*?\n\}|\{\})$/gm)) {
      events.push({ tag: match[1] ?? '', data: JSON.parse(match[2] ?? '') as Map_ });
    }
    return events;
  }
  for (const line of text.split('\n')) {
    if (path.includes('event-plain')) {
      const at = line.indexOf('\t{');
      if (at > 0) events.push({ tag: line.slice(0, at), data: JSON.parse(line.slice(at + 1)) as Map_ });
    } else {
      const json = path.includes('sse') ? (/^data: (.*)$/.exec(line)?.[1] ?? '') : line;
      if (json.startsWith('{')) events.push(JSON.parse(json) as { tag: string; data: Map_ });
    }
  }
  return events;
}

/** Jobs by jid. */
export function naiveJobs(path: string): Map<string, NaiveJob> {
  const jobs = new Map<string, NaiveJob>();
  const jobOf = (jid: string): NaiveJob => {
    const job = jobs.get(jid) ?? { expected: new Set(), returned: new Map(), hasNew: false, fun: undefined };
    jobs.set(jid, job);
    return job;
  };
  for (const { tag, data } of naiveEvents(path)) {
    if (data.cmd === '_minion_event') continue;
    const [, jid, what, minion] = /^salt\/job\/(\d+)\/(new|ret)(?:\/(.+))?$/.exec(tag) ?? [];
    if (jid !== undefined && what === 'new') {
      const job = jobOf(jid);
      job.hasNew = true;
      job.fun = data.fun;
      for (const name of data.minions as string[]) job.expected.add(name);
    } else if (jid !== undefined) {
      const job = jobOf(jid);
      job.fun ??= data.fun;
      if (!job.returned.has(minion ?? '')) job.returned.set(minion ?? '', looksFailed(data));
    }
    const run = /^salt\/(?:run|wheel)\/(\d+)\/(new|ret)$/.exec(tag);
    if (run !== null) {
      const job = jobOf(run[1] ?? '');
      job.fun = data.fun;
      // Runners that show other jobs' returns are given those jobs' success.
      const isQuery = String(data.fun).startsWith('runner.jobs.');
      if (run[2] === 'ret') job.returned.set('', !isQuery && data.success === false);
    }
  }
  return jobs;
}

function looksFailed(data: Map_): boolean {
  const bad = (value: unknown, isBad: (one: unknown) => boolean): boolean =>
    isMap(value) ? Object.values(value).some(isBad) : isBad(value);
  if (bad(data.retcode, (one) => one !== 0 && one !== undefined)) return true;
  return bad(data.success, (one) => one === false);
}
