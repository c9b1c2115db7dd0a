// What happens on a master's bus between and around jobs: beacons, minions coming and going, keys, runners, presence.

import type { Desk } from './desk.ts';
import type { Fleet } from './fleet.ts';
import type { JobMaker } from './job-maker.ts';
import { hex, type Phrases } from './phrases.ts';

const beacons = ['load', 'diskusage', 'service', 'inotify', 'memusage', 'ps'] as const;
const runners = ['jobs.lookup_jid', 'manage.status', 'cache.grains', 'state.orchestrate', 'fileserver.update'];

/** Fires one thing after another. */
export class Traffic {
  readonly #desk: Desk;
  readonly #fleet: Fleet;
  readonly #phrases: Phrases;
  readonly #jobs: JobMaker;
  readonly #publicKey: string;
  #nextPresence: number;
  #nextStats: number;

  constructor(desk: Desk, fleet: Fleet, phrases: Phrases, jobs: JobMaker) {
    this.#desk = desk;
    this.#fleet = fleet;
    this.#phrases = phrases;
    this.#jobs = jobs;
    this.#nextPresence = desk.now();
    this.#nextStats = desk.now();
    const lines = Array.from({ length: 6 }, () => hex(desk.random, 64)).join('\\n');
    this.#publicKey = `-----BEGIN PUBLIC KEY-----\\n${lines}\\n-----END PUBLIC KEY-----`;
  }

  /** Something happens now. */
  next(): void {
    const { random, now } = this.#desk;
    if (now() >= this.#nextPresence) this.#presence();
    if (now() >= this.#nextStats) this.#stats();
    const r = random.float();
    const minion = random.below(this.#fleet.names.length);
    const name = this.#fleet.names[minion] ?? '';
    if (r < 0.1) this.#jobs.start();
    else if (r < 0.11) this.#jobs.startScheduled();
    else if (r < 0.58) this.#beacon(name);
    else if (r < 0.84) this.#auth(name);
    else if (r < 0.92) this.#runner();
    else if (r < 0.94) this.#goDown(minion, name);
    else if (r < 0.98) this.#started(name);
    else this.#custom(name);
  }

  #beacon(name: string): void {
    const beacon = this.#desk.random.pick(beacons);
    const { sub, body } = this.#reading(beacon);
    this.#desk.write(`salt/beacon/${name}/${beacon}/${sub}`, `"id": "${name}", ${body}`);
  }

  /** What a beacon tells: the end of its tag, and its data. */
  #reading(beacon: (typeof beacons)[number]): { readonly sub: string; readonly body: string } {
    const { random } = this.#desk;
    switch (beacon) {
      case 'load': {
        const [one, five, fifteen] = [random.below(900), random.below(900), random.below(900)];
        return { sub: '', body: `"1m": ${one / 100}, "5m": ${five / 100}, "15m": ${fifteen / 100}` };
      }
      case 'service': {
        const service = random.pick(this.#phrases.words);
        return { sub: service, body: `"service_name": "${service}", "${service}": {"running": ${random.chance(0.8)}}` };
      }
      case 'inotify': {
        const path = `/etc/${random.pick(this.#phrases.words)}/${random.pick(this.#phrases.words)}.conf`;
        return { sub: path, body: `"path": "${path}", "change": "IN_MODIFY"` };
      }
      default:
        return { sub: '', body: `"usage": ${random.below(100)}, "mount": "/var"` };
    }
  }

  #auth(name: string): void {
    const { random, write } = this.#desk;
    const isAccepted = random.chance(0.97);
    write(
      'salt/auth',
      `"result": ${isAccepted}, "act": "${isAccepted ? 'accept' : 'pend'}", "id": "${name}", "pub": "${this.#publicKey}"`,
    );
  }

  #runner(): void {
    const { random, write, timeline, now } = this.#desk;
    const jid = this.#desk.newJid();
    const fun = `runner.${random.pick(runners)}`;
    const start = `"fun": "${fun}", "jid": "${jid}", "user": "root", "fun_args": []`;
    write(`salt/run/${jid}/new`, start);
    timeline.at(now() + random.float() * 2e6, () => {
      const isSuccess = random.chance(0.97);
      write(
        `salt/run/${jid}/ret`,
        `${start}, "return": {"data": {"master": "${random.pick(this.#phrases.short)}"}, "outputter": "nested"}, "success": ${isSuccess}`,
      );
    });
  }

  /** A minion stops for a minute to half an hour; jobs of that time wait for it in vain. */
  #goDown(minion: number, name: string): void {
    const { random, timeline, now } = this.#desk;
    const back = now() + 6e7 + random.float() * 1.74e9;
    this.#fleet.downUntil[minion] = back;
    timeline.at(back, () => this.#started(name));
  }

  #started(name: string): void {
    const { write, now, timeline } = this.#desk;
    const ts = Math.floor(now() / 1e6);
    const said = `"id": "${name}", "cmd": "_minion_event", "pretag": null, "data": "Minion ${name} started at ${new Date(now() / 1000).toUTCString()}"`;
    write('minion_start', `${said}, "tag": "minion_start", "ts": ${ts}`);
    timeline.at(now() + 900, () => {
      write(`salt/minion/${name}/start`, `${said}, "tag": "salt/minion/${name}/start", "ts": ${ts}`);
      write(`minion/refresh/${name}`, `"Minion data cache refresh": "${name}"`);
    });
  }

  #custom(name: string): void {
    const { random, write } = this.#desk;
    const version = `2.${random.below(9)}.${random.below(20)}`;
    write(
      'my/app/deploy',
      `"id": "${name}", "cmd": "_minion_event", "pretag": null, "data": {"version": "${version}", "who": "Zoë 鏡", "ok": true}, "tag": "my/app/deploy"`,
      '',
      false,
    );
  }

  #presence(): void {
    const { write, random, now } = this.#desk;
    this.#nextPresence = now() + 6e8;
    write('salt/presence/present', `"present": [${this.#fleet.allJson}]`);
    if (random.chance(0.4)) {
      write('salt/presence/change', `"new": [], "lost": ["${random.pick(this.#fleet.names)}"]`);
    }
  }

  #stats(): void {
    const { write, random, now } = this.#desk;
    this.#nextStats = now() + 6e7;
    write(
      `salt/stats/MWorker-default-${random.below(8)}`,
      `"time": ${random.float() * 60}, "worker": "MWorker-default-0", "stats": {"_return": {"mean": ${random.float()}, "runs": ${random.below(9999)}}, "_auth": {"mean": ${random.float()}, "runs": ${random.below(999)}}}`,
    );
  }
}
