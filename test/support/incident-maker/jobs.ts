// Jobs of a made-up incident: new, publish, returns, the polls of the waiting command line, and minions that cannot answer.
import type { Minion, Site } from './site.ts';
import type { Stage } from './stage.ts';

/** What a minion sends back, and after how long. */
export type Reply = {
  readonly after: number;
  readonly ret: unknown;
  readonly retcode?: number;
  readonly success?: boolean;
  readonly out?: string;
};

/** A job to run. */
export type JobSpec = {
  readonly fun: string;
  readonly arg?: readonly unknown[];
  readonly user: string;
  readonly tgt?: unknown;
  readonly tgtType?: string;
  readonly minions: readonly Minion[];
  /** `undefined`: the minion lost it and will never answer. */
  readonly reply: (minion: Minion) => Reply | undefined;
  /** After how long a command line waits no more without asking; absent: nobody waits. */
  readonly timeout?: number;
};

/** A job that was published. */
export type Published = { readonly jid: string; readonly tag: string };

/** How often a command line asks for the late ones. */
const mostPolls = 12;

/** Publishes jobs and answers them. */
export class Jobs {
  readonly #stage: Stage;
  readonly site: Site;
  #pid = 2000;

  constructor(stage: Stage, site: Site) {
    this.#stage = stage;
    this.site = site;
  }

  /** Publishes a job now. */
  run(spec: JobSpec): Published {
    const stage = this.#stage;
    const { fun, user, minions } = spec;
    const arg = spec.arg ?? [];
    const names = minions.map(({ name }) => name);
    const jid = stage.newJid();
    const isAll = minions.length === this.site.minions.length;
    const target = { tgt: spec.tgt ?? (isAll ? '*' : names), tgt_type: spec.tgtType ?? (isAll ? 'glob' : 'list') };
    const tag = `salt/job/${jid}/new`;
    if (stage.line !== '3008') stage.write(jid, { minions: names });
    stage.write(tag, { jid, ...target, user, fun, arg, minions: names, missing: [] });
    if (stage.line !== '3006') {
      stage.in(300, () => stage.write(`salt/job/${jid}/publish`, { fun, arg, ...target, jid, ret: '', user }));
    }
    const pids = new Map<string, number>();
    const replies = new Map<Minion, Reply>();
    const open = new Set(minions);
    const began = stage.now;
    for (const minion of minions) {
      this.#pid += 7;
      pids.set(minion.name, this.#pid);
      const reply = isReachable(minion, stage.now) ? spec.reply(minion) : undefined;
      if (reply === undefined) continue;
      replies.set(minion, reply);
      const send = (): void => {
        if (minion.downUntil > stage.now || minion.downUntil > began) return;
        if (minion.deafUntil > stage.now) {
          // A process that stood still goes on where it was.
          stage.in(minion.deafUntil - stage.now + 200_000, send);
          return;
        }
        open.delete(minion);
        this.#return(jid, spec, arg, minion, reply);
      };
      stage.in(reply.after, send);
    }
    const isAtWork = (minion: Minion): boolean => replies.has(minion) && open.has(minion) && minion.downUntil <= began;
    if (spec.timeout !== undefined) this.#poll(jid, spec, { pids, open, isAtWork }, mostPolls);
    return { jid, tag };
  }

  /** A return that nobody published: of a schedule or of salt-call. */
  returnUnasked(minion: Minion, fun: string, reply: Reply, schedule?: string): string {
    const stage = this.#stage;
    const jid = stage.newJid();
    const base = { cmd: '_return', id: minion.name };
    const ts = stage.seconds(minion.skew);
    const retcode = reply.retcode ?? 0;
    const more = { arg: [], tgt_type: 'glob', tgt: minion.name };
    const tag = `salt/job/${jid}/ret/${minion.name}`;
    if (schedule === undefined)
      stage.write(tag, { ...base, jid, return: reply.ret, retcode, fun, fun_args: [] }, { ts, ...more });
    else {
      this.#pid += 7;
      const said = {
        ...base,
        fun,
        fun_args: [],
        schedule,
        jid,
        pid: this.#pid,
        return: reply.ret,
        retcode,
        success: retcode === 0,
      };
      stage.write(tag, reply.out === undefined ? said : { ...said, out: reply.out }, { ts, ...more });
    }
    return tag;
  }

  #return(jid: string, spec: JobSpec, arg: readonly unknown[], minion: Minion, reply: Reply): void {
    const retcode = reply.retcode ?? 0;
    const data = {
      cmd: '_return',
      id: minion.name,
      success: reply.success ?? retcode === 0,
      return: reply.ret,
      retcode,
      jid,
      fun: spec.fun,
      fun_args: arg,
      user: spec.user,
    };
    const said = reply.out === undefined ? data : { ...data, out: reply.out };
    this.#stage.write(`salt/job/${jid}/ret/${minion.name}`, said, { ts: this.#stage.seconds(minion.skew) });
  }

  #poll(jid: string, spec: JobSpec, job: Running, left: number): void {
    const stage = this.#stage;
    stage.in(spec.timeout ?? 0, () => {
      const late = [...job.open];
      if (late.length === 0 || left === 0) return;
      let running = 0;
      this.run({
        fun: 'saltutil.find_job',
        arg: [jid],
        user: spec.user,
        tgt: late.map(({ name }) => name),
        tgtType: 'list',
        minions: late,
        reply: (minion) => {
          const after = 80_000 + stage.random.below(400_000);
          if (!job.isAtWork(minion)) return { after, ret: {} };
          running += 1;
          const { fun, arg = [], tgt = '*', user } = spec;
          return { after, ret: { pid: job.pids.get(minion.name), fun, arg, tgt, jid, ret: '', user } };
        },
      });
      if (running > 0) this.#poll(jid, spec, job, left - 1);
    });
  }
}

/** What a waiting command line's polls are answered from. */
type Running = {
  readonly pids: ReadonlyMap<string, number>;
  readonly open: ReadonlySet<Minion>;
  readonly isAtWork: (minion: Minion) => boolean;
};

function isReachable(minion: Minion, now: number): boolean {
  return minion.deafUntil <= now && minion.downUntil <= now;
}
