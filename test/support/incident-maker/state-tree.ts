// State runs of a made-up incident: an SLS with its requisites, one state of which breaks, and the ordinary ones around it.
import type { Reply } from './jobs.ts';
import type { Minion } from './site.ts';
import { type Stage, second } from './stage.ts';

const services =
  'haproxy vector consul postfix unbound chrony memcached telegraf fluentbit keepalived varnish patroni'.split(' ');
const codes = [1, 2, 64, 78, 126, 255];

type TreeState = {
  readonly id: string;
  readonly fun: string;
  readonly name: (minion: Minion) => string;
  /** Positions of the states it requires. */
  readonly requires: readonly number[];
  /** What it prints where it runs a command. */
  readonly output?: (minion: Minion) => string;
};

/** How a run ends on a minion: well, with the broken state, or changed. */
export type RunEnd = { readonly retcode: number; readonly ret: Record<string, unknown>; readonly cascade: number };

/** One SLS of the site and how its states read in a return. */
export class StateTree {
  readonly sls: string;
  readonly service: string;
  readonly broken: { readonly sls: string; readonly id: string; readonly fun: string };
  /** What the broken state says: its comment and, of a command, what it printed. */
  readonly #says: { readonly comment: (name: string) => string; readonly stderr?: string; readonly code?: number };
  readonly #stage: Stage;
  readonly #states: readonly TreeState[];
  readonly #brokenAt: number;

  /** `printed`: what the state before the broken one prints on a minion, such as a version. */
  constructor(stage: Stage, printed?: (minion: Minion) => string) {
    const { random } = stage;
    this.#stage = stage;
    this.service = random.pick(services);
    this.sls = random.pick([this.service, `role.${this.service}`, `${this.service}.init`]);
    const s = this.service;
    const states: TreeState[] = [
      { id: `${s}-package`, fun: 'pkg.installed', name: () => s, requires: [] },
      {
        id: `${s}-version`,
        fun: 'cmd.run',
        name: () => `${s} --version`,
        requires: [0],
        output: printed ?? (() => `${s} build ok`),
      },
      { id: `${s}-config`, fun: 'file.managed', name: ({ name }) => `/srv/${name}/etc/${s}/${s}.conf`, requires: [0] },
    ];
    const kind = random.pick(printed === undefined ? (['check', 'fetch', 'unit'] as const) : (['check'] as const));
    this.#brokenAt = states.length;
    if (kind === 'check') {
      const what = random.pick(['selftest', 'configtest', 'verify', 'probe']);
      const word = random.pick(['compression codec', 'directive', 'cipher suite', 'storage engine', 'protocol']);
      states.push({
        id: `${s}-${what}`,
        fun: 'cmd.run',
        name: ({ name }) => `/usr/sbin/${s}-${what} --root /srv/${name}`,
        requires: [1, 2],
      });
      this.#says = {
        comment: (name) => `Command "${name}" run`,
        stderr: `${s}: unsupported ${word} "${random.pick(['zstd', 'http3', 'chacha20', 'wal2', 'quic'])}"`,
        code: random.pick(codes),
      };
    } else if (kind === 'fetch') {
      states.push({ id: `${s}-plugin`, fun: 'pkg.installed', name: () => `${s}-plugin-geo`, requires: [0] });
      this.#says = {
        comment: () =>
          `Problem encountered installing package(s). Additional info follows:\n\nerrors:\n    - E: Unable to locate package ${s}-plugin-geo`,
      };
    } else {
      states.push({ id: `${s}-unit`, fun: 'service.running', name: () => s, requires: [2] });
      this.#says = { comment: () => `Job for ${s}.service failed because the control process exited with error code.` };
    }
    // What hangs on the broken state, directly and further down.
    const followers = 1 + random.below(4);
    for (let at = 0; at < followers; at += 1) {
      const last = states.length - 1;
      const id = `${s}-${['start', 'register', 'announce', 'smoketest', 'firewall'][at] ?? at}`;
      const fun = random.pick(['cmd.run', 'file.managed', 'service.running']);
      states.push({
        id,
        fun,
        name: ({ name }) => (fun === 'file.managed' ? `/srv/${name}/etc/${id}` : id),
        requires: [random.chance(0.6) ? last : this.#brokenAt],
      });
    }
    const others = 2 + random.below(5);
    for (let at = 0; at < others; at += 1) {
      const id =
        ['motd', 'ntp-conf', 'users-base', 'sshd-config', 'resolv-conf', 'sysctl-base', 'logrotate-all'][at] ??
        `base-${at}`;
      states.push({ id, fun: 'file.managed', name: ({ name }) => `/srv/${name}/etc/${id}`, requires: [] });
    }
    this.#states = states;
    const broken = states[this.#brokenAt];
    this.broken = { sls: this.sls, id: broken?.id ?? '', fun: broken?.fun ?? '' };
  }

  /** The run on a minion: whether it meets the fault, and how likely each other state is to change something. */
  run(minion: Minion, isBroken: boolean, changes = 0.03): RunEnd {
    const { random, now } = this.#stage;
    const ret: Record<string, unknown> = {};
    const failed = new Set<number>();
    let cascade = 0;
    let time = now;
    for (const [at, state] of this.#states.entries()) {
      const name = state.name(minion);
      const [module, fun] = state.fun.split('.');
      const key = `${module}_|-${state.id}_|-${name}_|-${fun}`;
      const blocked = state.requires.filter((required) => failed.has(required));
      const duration =
        blocked.length > 0 ? 0.003 : Math.round((2 + random.float() * random.float() * 400) * 1000) / 1000;
      const tail = {
        __sls__: this.sls,
        __run_num__: at,
        start_time: this.#stage.timeOfDay(time),
        duration,
        __id__: state.id,
      };
      time += Math.round(duration * 1000);
      if (blocked.length > 0) {
        failed.add(at);
        cascade += 1;
        const names = blocked.map((required) => `${this.sls}.${this.#states[required]?.id}`).join(', ');
        const ran = this.#stage.line === '3008' ? { __state_ran__: false } : {};
        ret[key] = {
          changes: {},
          result: false,
          comment: `One or more requisite failed: ${names}`,
          ...ran,
          name,
          ...tail,
        };
      } else if (isBroken && at === this.#brokenAt) {
        failed.add(at);
        const { stderr, code } = this.#says;
        const changed =
          stderr === undefined ? {} : { pid: 1000 + random.below(30_000), retcode: code, stdout: '', stderr };
        ret[key] = { name, changes: changed, result: false, comment: this.#says.comment(name), ...tail };
      } else ret[key] = { name, ...this.#goodEnd(state, name, minion, random.chance(changes)), ...tail };
    }
    return { ret, retcode: failed.size > 0 ? 2 : 0, cascade };
  }

  /** The same as the reply of a minion, after a time that fits the run. */
  reply(minion: Minion, isBroken: boolean, slowest = 20): Reply & { readonly cascade: number } {
    const after = second * (1 + this.#stage.random.float() * slowest);
    return { ...this.run(minion, isBroken), after, out: 'highstate' };
  }

  #goodEnd(state: TreeState, name: string, minion: Minion, isChanged: boolean): object {
    if (state.fun === 'cmd.run') {
      const stdout = state.output?.(minion) ?? '';
      const changes = { pid: 1000 + this.#stage.random.below(30_000), retcode: 0, stdout, stderr: '' };
      return { changes, result: true, comment: `Command "${name}" run` };
    }
    if (state.fun === 'file.managed') {
      if (isChanged)
        return {
          changes: { diff: '--- \n+++ \n@@ -1,1 +1,1 @@\n-old\n+new\n' },
          result: true,
          comment: `File ${name} updated`,
        };
      return { changes: {}, result: true, comment: `File ${name} is in the correct state` };
    }
    if (state.fun === 'pkg.installed')
      return { changes: {}, result: true, comment: 'All specified packages are already installed' };
    return { changes: {}, result: true, comment: `The service ${name} is already running` };
  }
}
