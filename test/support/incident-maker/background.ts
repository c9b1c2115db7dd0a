// Ordinary traffic around a made-up incident: nothing in it is wrong.
import type { Jobs } from './jobs.ts';
import type { Minion } from './site.ts';
import { publicKey, type Stage, second } from './stage.ts';
import type { StateTree } from './state-tree.ts';

/** Fires ordinary things one after another, until the log is long enough. */
export class Background {
  readonly #stage: Stage;
  readonly #jobs: Jobs;
  readonly #tree: StateTree;

  constructor(stage: Stage, jobs: Jobs, tree: StateTree) {
    this.#stage = stage;
    this.#jobs = jobs;
    this.#tree = tree;
  }

  /** Goes on until a time, with about so many events. */
  start(end: number, events: number): void {
    const stage = this.#stage;
    const gap = (end - stage.now) / Math.max(1, events / this.#eventsEach());
    const next = (): void => {
      if (stage.now >= end) return;
      this.#one();
      stage.in(gap * (0.3 + 1.4 * stage.random.float()), next);
    };
    stage.in(gap, next);
    const present = (): void => {
      if (stage.now >= end) return;
      stage.write('salt/presence/present', { present: this.#well().map(({ name }) => name) });
      stage.in(60 * second, present);
    };
    present();
  }

  /** About how many events one ordinary thing is. */
  #eventsEach(): number {
    return 0.02 * this.#jobs.site.minions.length + 0.12 * 10 + 0.1 * 8 + 1.2;
  }

  #well(): Minion[] {
    return this.#jobs.site.minions.filter(
      ({ deafUntil, downUntil }) => Math.max(deafUntil, downUntil) <= this.#stage.now,
    );
  }

  #one(): void {
    const { random } = this.#stage;
    const { site } = this.#jobs;
    const r = random.float();
    const well = this.#well();
    const minion = random.pick(well);
    const user = random.pick(site.operators);
    const quick = (ret: unknown) => () => ({ after: 50_000 + random.float() * 900_000, ret });
    // A ping to everybody meets the minions that are away: a job like any other, whose silence is true.
    if (r < 0.02)
      this.#jobs.run({ fun: 'test.ping', user, minions: site.minions, reply: quick(true), timeout: 5 * second });
    else if (r < 0.14)
      this.#jobs.run({
        fun: 'cmd.run',
        arg: ['uptime'],
        user,
        minions: this.#group(well, 12),
        reply: quick('up 12 days'),
      });
    else if (r < 0.2) this.#dryOrRealRun(user, well);
    else if (r < 0.24) this.#scheduled(minion);
    else if (r < 0.62) this.#beacon(minion);
    else if (r < 0.75) this.#auth(minion);
    else if (r < 0.9) this.#stage.write(`minion/refresh/${minion.name}`, { 'Minion data cache refresh': minion.name });
    else this.#custom(minion);
  }

  #group(well: readonly Minion[], most: number): Minion[] {
    return this.#stage.some(well, 1 + this.#stage.random.below(most));
  }

  #dryOrRealRun(user: string, well: readonly Minion[]): void {
    const minions = this.#group(well, 10);
    this.#jobs.run({
      fun: 'state.apply',
      arg: ['base'],
      user,
      minions,
      reply: (minion) => this.#tree.reply(minion, false, 6),
    });
  }

  #scheduled(minion: Minion): void {
    this.#jobs.returnUnasked(
      minion,
      'status.loadavg',
      { after: 0, ret: { '1-min': this.#stage.random.float() * 4 } },
      'heartbeat',
    );
  }

  #beacon(minion: Minion): void {
    const { random } = this.#stage;
    const [one, five] = [random.below(400), random.below(400)];
    this.#stage.write(`salt/beacon/${minion.name}/load/`, { '1m': one / 100, '5m': five / 100, id: minion.name });
  }

  #auth(minion: Minion): void {
    this.#stage.write('salt/auth', { result: true, act: 'accept', id: minion.name, pub: publicKey });
  }

  #custom(minion: Minion): void {
    const tag = 'app/metrics/flushed';
    const data = { id: minion.name, tag, data: { points: this.#stage.random.below(9000) }, cmd: '_minion_event' };
    this.#stage.write(tag, { ...data, ts: this.#stage.seconds(minion.skew) });
  }
}
