// What is going to happen, by time; and the spellings of a time in Salt's events.

/** Things to do at a time (µs since 1970), earliest first. */
export class Timeline {
  readonly #times: number[] = [];
  readonly #acts: (() => void)[] = [];

  /** Time of the next thing, or infinity. */
  get next(): number {
    return this.#times[0] ?? Number.POSITIVE_INFINITY;
  }

  /** Plans something. */
  at(time: number, act: () => void): void {
    const times = this.#times;
    const acts = this.#acts;
    let i = times.length;
    times.push(time);
    acts.push(act);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const parentTime = times[parent];
      const parentAct = acts[parent];
      if (parentTime === undefined || parentAct === undefined || parentTime <= time) break;
      times[i] = parentTime;
      acts[i] = parentAct;
      i = parent;
    }
    times[i] = time;
    acts[i] = act;
  }

  /** Takes the next thing off. */
  take(): { readonly time: number; readonly act: () => void } | undefined {
    const time = this.#times[0];
    const act = this.#acts[0];
    const lastTime = this.#times.pop();
    const lastAct = this.#acts.pop();
    if (time === undefined || act === undefined || lastTime === undefined || lastAct === undefined) return undefined;
    if (this.#times.length > 0) this.#sink(lastTime, lastAct);
    return { time, act };
  }

  #sink(time: number, act: () => void): void {
    const times = this.#times;
    const acts = this.#acts;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      let childTime = times[child];
      if (childTime === undefined) break;
      const other = times[child + 1];
      if (other !== undefined && other < childTime) {
        child += 1;
        childTime = other;
      }
      const childAct = acts[child];
      if (childTime >= time || childAct === undefined) break;
      times[i] = childTime;
      acts[i] = childAct;
      i = child;
    }
    times[i] = time;
    acts[i] = act;
  }
}

const micros = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, '0'));

/** Writes times as Salt does; the whole seconds are kept because neighbouring events share them. */
export class StampWriter {
  #second = -1;
  #date = '';
  #clock = '';
  #digits = '';

  /** `2026-03-01T12:00:00.124001+00:00`, as Salt 3008 stamps. */
  stamp(time: number): string {
    const rest = this.#split(time);
    return `${this.#date}T${this.#clock}.${fraction(rest)}+00:00`;
  }

  /** Time of day with microseconds, as in a state's `start_time`. */
  timeOfDay(time: number): string {
    const rest = this.#split(time);
    return `${this.#clock}.${fraction(rest)}`;
  }

  /** A jid of that time. */
  jid(time: number): string {
    const rest = this.#split(time);
    return `${this.#digits}${fraction(rest)}`;
  }

  #split(time: number): number {
    const second = Math.floor(time / 1e6);
    if (second !== this.#second) {
      this.#second = second;
      const text = new Date(second * 1000).toISOString();
      this.#date = text.slice(0, 10);
      this.#clock = text.slice(11, 19);
      this.#digits = text.slice(0, 19).replace(/\D/g, '');
    }
    return time - second * 1e6;
  }
}

function fraction(rest: number): string {
  const whole = Math.floor(rest);
  const ms = Math.floor(whole / 1000);
  return `${micros[ms] ?? ''}${micros[whole - ms * 1000] ?? ''}`;
}
