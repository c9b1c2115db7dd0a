// What both walks of a sequence share: giving an event to the open starts, and letting the event loop run.
import type { CaseFile } from '../../store/case-file.ts';
import { breathe } from '../question.ts';
import type { Awaited } from './awaited.ts';
import type { JoinKeys } from './join-keys.ts';
import { several } from './join-space.ts';
import type { Marks } from './marks.ts';
import type { OpenStarts } from './open-starts.ts';

/** How long a run may hold the event loop, in ms. */
const sliceMs = 10;
/** Join values looked up between two looks at the clock. */
const workPerLook = 512;

/** A run on its way. */
export class Walk {
  readonly marks: Marks;
  readonly keys: JoinKeys;
  readonly open: OpenStarts;
  readonly awaited: Awaited;
  readonly isGivenUp: () => boolean;
  /** Steps and `![…]`: the last role that moves starts on. */
  readonly #last: number;
  readonly #untilRole: number;
  readonly #stamps: readonly Float64Array[];
  #sliceEnd = performance.now() + sliceMs;
  #work = 0;

  constructor(
    caseFile: CaseFile,
    parts: {
      readonly marks: Marks;
      readonly keys: JoinKeys;
      readonly open: OpenStarts;
      readonly awaited: Awaited;
      readonly isGivenUp: () => boolean;
      /** Roles that move starts on, and the role of `until` (-1 without). */
      readonly moving: number;
      readonly untilRole: number;
    },
  ) {
    this.marks = parts.marks;
    this.keys = parts.keys;
    this.open = parts.open;
    this.awaited = parts.awaited;
    this.isGivenUp = parts.isGivenUp;
    this.#last = parts.moving - 1;
    this.#untilRole = parts.untilRole;
    this.#stamps = caseFile.columns.segments('stamp');
  }

  /** The stamp of an event. */
  stampOf(event: number): number {
    return this.#stamps[(event - 1) >>> 16]?.[(event - 1) & 0xffff] ?? 0;
  }

  /** Gives one event to the open starts: the rank-th in time, with a mark and a value ({@link Awaited.value}). */
  meet(event: number, rank: number, mark: number, value: number): void {
    const stamp = this.stampOf(event);
    if (mark !== 1) {
      if (value === several) this.#endMany(event, mark, stamp);
      else this.#endOne(event, mark, stamp, value);
    }
    if ((mark & 1) === 0) return;
    const { keys, open } = this;
    const count = keys.read(0, event);
    open.begin(keys.buffer, count, event, rank, stamp);
    this.#work += count;
  }

  /** Moves starts on and ends them; the later a step, the earlier it is asked, so that none takes the event twice. */
  #endMany(event: number, mark: number, stamp: number): void {
    const { keys, open, marks } = this;
    this.#work += keys.readsRecords ? workPerLook : 1;
    for (let role = this.#last; role >= 1; role--) {
      if (!marks.fits(role, event, mark)) continue;
      const count = keys.read(role, event);
      for (let at = 0; at < count; at++) {
        const key = open.find(keys.buffer, at * keys.width);
        if (key !== -1) open.advance(key, role, event, stamp);
      }
      this.#work += count;
    }
    if (this.#untilRole === -1 || !marks.fits(this.#untilRole, event, mark)) return;
    const count = keys.read(this.#untilRole, event);
    for (let at = 0; at < count; at++) {
      const key = open.find(keys.buffer, at * keys.width);
      if (key !== -1) open.stop(key, stamp);
    }
    this.#work += count;
  }

  /** The same for an event with one value, which is that of all its roles. */
  #endOne(event: number, mark: number, stamp: number, value: number): void {
    const { open, marks } = this;
    this.#work += 1;
    for (let role = this.#last; role >= 1; role--)
      if (marks.fits(role, event, mark)) open.advance(value, role, event, stamp);
    if (this.#untilRole !== -1 && marks.fits(this.#untilRole, event, mark)) open.stop(value, stamp);
  }

  /** True when it is time to look whether to pause, or room must be made for more starts. */
  get isDue(): boolean {
    return this.#work >= workPerLook || this.open.isTight();
  }

  /** Lets the event loop run when it was held long enough, and makes room for starts. False when given up. */
  async rest(event: number): Promise<boolean> {
    this.#work = 0;
    if (this.isSliceOver()) {
      await breathe();
      if (this.isGivenUp()) return false;
    }
    if (!this.open.isTight()) return true;
    return this.open.makeRoom(this.stampOf(event), () => this.isSliceOver(), this.isGivenUp);
  }

  /** Ends all starts; false when given up. */
  end(): Promise<boolean> {
    return this.open.end(() => this.isSliceOver(), this.isGivenUp);
  }

  /** The same at once, where few are open. */
  endSmall(): true {
    this.#work += this.open.size;
    this.open.endNow();
    return true;
  }

  /** Whether the event loop was held long enough; a new slice begins then. */
  isSliceOver(): boolean {
    const now = performance.now();
    const isOver = now >= this.#sliceEnd;
    if (isOver) this.#sliceEnd = now + sliceMs;
    return isOver;
  }
}
