// The jobs of a made-up log: new, publish, returns, progress, polls for the late ones, and what never comes back.

import type { Desk } from './desk.ts';
import type { Fleet } from './fleet.ts';
import type { Phrases } from './phrases.ts';
import { plainReturn } from './plain-return.ts';
import type { Sls } from './state-catalog.ts';
import { StateRun } from './state-run.ts';
import { JobRecord, type JobTruth, type TrueOutcome } from './truth.ts';

const users = ['root', 'sudo_alice', 'sudo_bob', 'salt-api', 'jenkins'];
const plainFuns = (
  'grains.items pkg.list_upgrades service.status disk.usage saltutil.sync_all network.interfaces file.stats cmd.script ' +
  'mine.update schedule.list status.uptime'
).split(' ');
const commands = ['uptime', 'df -h', 'systemctl status nginx', 'journalctl -u app -n 40', 'apt-get update'];

/** Waiting time of the salt command before it asks for a job's late minions, and how often it asks. */
const pollAfter = 5_000_000;
const mostPolls = 3;

/** A return of one minion, planned. */
type Sent = {
  readonly outcome: TrueOutcome;
  readonly json: string;
  readonly retcode: number;
  readonly isSuccess: boolean;
};

/** Starts jobs and lets them run. */
export class JobMaker {
  readonly #desk: Desk;
  readonly #fleet: Fleet;
  readonly #phrases: Phrases;
  readonly #catalog: readonly Sls[];
  readonly #told: (job: JobTruth) => void;
  readonly #running = new Set<JobRecord>();

  constructor(desk: Desk, fleet: Fleet, phrases: Phrases, catalog: readonly Sls[], told: (job: JobTruth) => void) {
    this.#desk = desk;
    this.#fleet = fleet;
    this.#phrases = phrases;
    this.#catalog = catalog;
    this.#told = told;
  }

  /** Starts a job now. */
  start(): void {
    const { random } = this.#desk;
    const r = random.float();
    const fun =
      r < 0.36
        ? 'test.ping'
        : r < 0.58
          ? 'cmd.run'
          : r < 0.71
            ? 'state.apply'
            : r < 0.75
              ? 'state.highstate'
              : random.pick(plainFuns);
    const isStateRun = fun.startsWith('state.');
    const run = isStateRun
      ? new StateRun(random, this.#catalog, fun === 'state.highstate', random.chance(0.08))
      : undefined;
    const args = run?.args ?? (fun === 'cmd.run' ? `"${random.pick(commands)}"` : '');
    const user = random.pick(users);
    const job = this.#publish(fun, args, user, this.#fleet.pickTargets(isStateRun), {
      isTest: args.includes('"test": true'),
    });
    const isRefused = run !== undefined && random.chance(0.02);
    for (const minion of job.expected) {
      // One return in two hundred gets lost on its way although the minion did the work.
      if (random.chance(0.005)) job.outcomes.set(minion, 'missing');
      else this.#planReturn(job, minion, user, args, isStateRun, () => this.#render(job, minion, run, isRefused));
    }
    if (user !== 'salt-api') this.#planPoll(job, user, 1);
    this.#closeIfDone(job);
  }

  /** A scheduled return of one minion: no job was published. */
  startScheduled(): void {
    const { random } = this.#desk;
    const minion = random.below(this.#fleet.names.length);
    const jid = this.#desk.newJid();
    const job = new JobRecord({
      jid,
      fun: 'status.uptime',
      started: this.#desk.now(),
      expected: [],
      isPublished: false,
    });
    job.outcomes.set(minion, 'succeeded');
    const name = this.#fleet.names[minion];
    this.#desk.write(
      `salt/job/${jid}/ret/${name}`,
      `"cmd": "_return", "id": "${name}", "fun": "status.uptime", "fun_args": [], "schedule": "uptime", "jid": "${jid}", "pid": ${random.below(30_000)}, "return": {"seconds": ${random.below(1e6)}, "users": 1}, "retcode": 0, "success": true`,
      `, "ts": ${this.#second()}, "arg": [], "tgt_type": "glob", "tgt": "${name}"`,
    );
    this.#told(job);
  }

  /** The log is at its end: tells the truth of the jobs that still run. */
  finish(): void {
    for (const job of this.#running) this.#told(job);
    this.#running.clear();
  }

  #second(): number {
    return Math.floor(this.#desk.now() / 1e6);
  }

  #publish(
    fun: string,
    args: string,
    user: string,
    targets: readonly number[],
    marks: { readonly isTest?: boolean; readonly isInternal?: boolean },
  ): JobRecord {
    const desk = this.#desk;
    const jid = desk.newJid();
    const job = new JobRecord({ jid, fun, started: desk.now(), expected: targets, ...marks });
    this.#running.add(job);
    const names = targets.length === this.#fleet.names.length ? this.#fleet.allJson : this.#fleet.json(targets);
    const isList = targets.length > 1 && (marks.isInternal === true || desk.random.chance(0.3));
    const tgt = isList
      ? `[${names}]`
      : targets.length === 1
        ? names
        : targets.length === this.#fleet.names.length
          ? '"*"'
          : '"roles:app"';
    const tgtType = isList ? 'list' : tgt === '"roles:app"' ? 'grain' : 'glob';
    desk.write(
      `salt/job/${jid}/new`,
      `"jid": "${jid}", "tgt_type": "${tgtType}", "tgt": ${tgt}, "user": "${user}", "fun": "${fun}", "arg": [${args}], "minions": [${names}], "missing": []`,
    );
    desk.timeline.at(desk.now() + 300, () => {
      desk.write(
        `salt/job/${jid}/publish`,
        `"fun": "${fun}", "arg": [${args}], "tgt": ${tgt}, "jid": "${jid}", "ret": "", "tgt_type": "${tgtType}", "user": "${user}"`,
      );
    });
    return job;
  }

  #planReturn(
    job: JobRecord,
    minion: number,
    user: string,
    args: string,
    isStateRun: boolean,
    render: () => Sent,
  ): void {
    const { random, timeline, now } = this.#desk;
    const latency = 20_000 + random.float() * random.float() * (isStateRun ? 6e7 : 4e6);
    const due = now() + latency;
    job.open += 1;
    if (isStateRun && random.chance(0.15)) this.#planProgress(job, minion, now() + latency * 0.6);
    timeline.at(due, () => {
      job.open -= 1;
      // A minion that went down meanwhile never sends its return.
      if ((this.#fleet.downUntil[minion] ?? 0) > due) {
        job.outcomes.set(minion, 'missing');
      } else {
        const sent = render();
        job.outcomes.set(minion, sent.outcome);
        const tag = `salt/job/${job.jid}/ret/${this.#fleet.names[minion]}`;
        const body = `"cmd": "_return", "id": "${this.#fleet.names[minion]}", "success": ${sent.isSuccess}, "return": ${sent.json}, "retcode": ${sent.retcode}, "jid": "${job.jid}", "fun": "${job.fun}", "fun_args": [${args}], "user": "${user}"${isStateRun ? ', "out": "highstate"' : ''}`;
        this.#desk.write(tag, body, `, "ts": ${this.#second()}`);
        if (random.chance(0.002)) this.#planSecondReturn(job, minion, tag, body);
      }
      this.#closeIfDone(job);
    });
  }

  /** Under load a minion sends the same return again, equal but for `_stamp` and `ts`. */
  #planSecondReturn(job: JobRecord, minion: number, tag: string, body: string): void {
    job.open += 1;
    this.#desk.timeline.at(this.#desk.now() + 500_000 + this.#desk.random.float() * 2e6, () => {
      job.open -= 1;
      job.duplicates.push(minion);
      this.#desk.write(tag, body, `, "ts": ${this.#second()}`);
      this.#closeIfDone(job);
    });
  }

  #planProgress(job: JobRecord, minion: number, time: number): void {
    const { random, timeline, stamps, write } = this.#desk;
    timeline.at(time, () => {
      const name = this.#fleet.names[minion];
      const number = random.below(9);
      const tag = `salt/job/${job.jid}/prog/${name}/${number}`;
      const state = `"changes": {}, "comment": "${random.pick(this.#phrases.short)}", "name": "${random.pick(this.#phrases.words)}", "result": true, "__run_num__": ${number}, "start_time": "${stamps.timeOfDay(time)}", "duration": ${random.below(900) / 10}`;
      write(
        tag,
        `"id": "${name}", "tag": "${tag}", "data": {"ret": {${state}}, "len": ${1 + number}}, "cmd": "_minion_event", "jid": "${job.jid}", "ts": ${this.#second()}`,
      );
    });
  }

  /** The salt command asks the minions that have not answered whether they still run the job. */
  #planPoll(job: JobRecord, user: string, round: number): void {
    const desk = this.#desk;
    job.open += 1;
    desk.timeline.at(desk.now() + pollAfter, () => {
      job.open -= 1;
      const late: number[] = [];
      for (const [minion, outcome] of job.outcomes) {
        if (outcome === 'pending' || outcome === 'missing') late.push(minion);
      }
      if (late.length > 0) {
        const args = `"${job.jid}"`;
        const poll = this.#publish('saltutil.find_job', args, user, late, { isInternal: true });
        for (const minion of late) {
          const isRunning = job.outcomes.get(minion) === 'pending';
          const json = isRunning
            ? `{"pid": ${1000 + desk.random.below(30_000)}, "fun": "${job.fun}", "arg": [], "jid": "${job.jid}", "ret": "", "user": "${user}"}`
            : '{}';
          this.#planReturn(poll, minion, user, args, false, () => ({
            outcome: 'succeeded',
            json,
            retcode: 0,
            isSuccess: true,
          }));
        }
        if (round < mostPolls) this.#planPoll(job, user, round + 1);
        this.#closeIfDone(poll);
      }
      this.#closeIfDone(job);
    });
  }

  #render(job: JobRecord, minion: number, run: StateRun | undefined, isRefused: boolean): Sent {
    const { random, stamps, now } = this.#desk;
    if (run === undefined) return plainReturn(random, this.#phrases, job.fun);
    if (isRefused) {
      const json = `["Rendering SLS 'base:app.deploy' failed: Jinja variable 'dict object' has no attribute 'vip'"]`;
      return { outcome: 'failed', json, retcode: 1, isSuccess: false };
    }
    if (random.chance(0.002)) return { outcome: 'unknown', json: '"VALUE_TRIMMED"', retcode: 0, isSuccess: true };
    const render = run.render(random, stamps, minion, now(), job);
    return { ...render, isSuccess: render.retcode === 0 };
  }

  #closeIfDone(job: JobRecord): void {
    if (job.open > 0 || !this.#running.delete(job)) return;
    this.#told(job);
  }
}
