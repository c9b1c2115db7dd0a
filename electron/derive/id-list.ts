// Lists of event ids in four bytes each: there may be millions.

/** A growing list. */
export class IdList {
  #ids = new Uint32Array(64);
  #count = 0;

  get length(): number {
    return this.#count;
  }

  add(id: number): void {
    if (this.#count === this.#ids.length) {
      const more = new Uint32Array(this.#ids.length * 2);
      more.set(this.#ids);
      this.#ids = more;
    }
    this.#ids[this.#count] = id;
    this.#count += 1;
  }

  /** The ids so far; valid until the next `add`. */
  ids(): Uint32Array {
    return this.#ids.subarray(0, this.#count);
  }
}

/** Ids in groups: those of group `g` are `ids.subarray(starts[g], starts[g + 1])`, in the order in which they were filled in. */
export type Groups = { readonly starts: Uint32Array; readonly ids: Uint32Array };

/** Room for groups of known sizes, and the function that fills them. */
export function makeGroups(counts: Uint32Array): Groups & { readonly put: (group: number, id: number) => void } {
  const starts = new Uint32Array(counts.length + 1);
  for (let group = 0; group < counts.length; group += 1) {
    starts[group + 1] = (starts[group] ?? 0) + (counts[group] ?? 0);
  }
  const ids = new Uint32Array(starts[counts.length] ?? 0);
  const next = starts.slice(0, counts.length);
  const put = (group: number, id: number) => {
    const at = next[group] ?? 0;
    ids[at] = id;
    next[group] = at + 1;
  };
  return { starts, ids, put };
}

/** The ids of one group. */
export function groupIds(groups: Groups, group: number): Uint32Array {
  return groups.ids.subarray(groups.starts[group], groups.starts[group + 1]);
}
