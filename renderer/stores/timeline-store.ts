// How a person wants the lanes of the timeline: by what, in which order, what is pinned, moved, folded and opened. Kept with the view of the case.
import { create } from 'zustand';
import {
  type LaneField,
  type LaneGrouping,
  type LaneSort,
  laneFields,
  laneSorts,
} from '../../shared/questions/timeline.ts';

/** A lane put by hand behind another one; `null`: first of its group. */
export type LaneMove = { readonly lane: string; readonly behind: string | null };

/** The part that travels with a case. Lanes are named by {@link laneKey}. */
export type TimelineLook = {
  readonly by: LaneField;
  readonly sort: LaneSort;
  readonly grouping: LaneGrouping | null;
  readonly pins: readonly string[];
  /** In the order they were made. */
  readonly moves: readonly LaneMove[];
  /** Names of groups shown as one summary lane. */
  readonly folded: readonly string[];
  /** Lanes whose states are laid out below. */
  readonly opened: readonly string[];
  /** True: the lanes as a table instead of a picture. */
  readonly isTable: boolean;
};

type TimelineStore = TimelineLook & {
  /** Text that lane names contain; not kept. */
  readonly find: string;
  /** Time under the pointer, where one is over the lanes: keys zoom there. */
  readonly pointerAt: number | null;
  /** A lane that has to come into sight; `count` rises with each wish. */
  readonly sought: { readonly lane: string; readonly count: number } | null;
  byChosen(by: LaneField): void;
  sortChosen(sort: LaneSort): void;
  groupingChosen(grouping: LaneGrouping | null): void;
  pinToggled(lane: string): void;
  /** Puts a pinned lane behind another one; `null`: first. */
  pinMoved(lane: string, behind: string | null): void;
  laneMoved(lane: string, behind: string | null): void;
  movesUndone(): void;
  foldToggled(group: string): void;
  allFolded(groups: readonly string[]): void;
  laneToggled(lane: string): void;
  tableToggled(): void;
  findTyped(text: string): void;
  pointerMoved(at: number | null): void;
  laneSought(lane: string): void;
  lookRestored(look: Partial<TimelineLook>): void;
};

/** The lanes of a new case. */
export const freshLook: TimelineLook = {
  by: 'minion',
  sort: 'name',
  grouping: null,
  pins: [],
  moves: [],
  folded: [],
  opened: [],
  isTable: false,
};

const mostMoves = 500;
const longestName = 1000;

/** How a lane is named in pins, moves and the like: the same minion is another lane than a user of its name. */
export function laneKey(by: LaneField, name: string): string {
  return `${by}:${name}`;
}

function toggled(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

/** Owner of the lanes' look. */
export const useTimelineStore = create<TimelineStore>()((set) => ({
  ...freshLook,
  find: '',
  pointerAt: null,
  sought: null,
  byChosen: (by) => set((s) => (s.by === by ? s : { by, grouping: null, moves: [], folded: [], find: '' })),
  sortChosen: (sort) => set({ sort, moves: [] }),
  groupingChosen: (grouping) => set({ grouping, moves: [], folded: [] }),
  pinToggled: (lane) => set((s) => ({ pins: toggled(s.pins, lane) })),
  pinMoved: (lane, behind) =>
    set((s) => {
      const others = s.pins.filter((pin) => pin !== lane);
      return { pins: others.toSpliced(behind === null ? 0 : others.indexOf(behind) + 1, 0, lane) };
    }),
  laneMoved: (lane, behind) =>
    set((s) => ({ moves: [...s.moves.filter((move) => move.lane !== lane), { lane, behind }].slice(-mostMoves) })),
  movesUndone: () => set({ moves: [] }),
  foldToggled: (group) => set((s) => ({ folded: toggled(s.folded, group) })),
  allFolded: (groups) => set({ folded: groups }),
  laneToggled: (lane) => set((s) => ({ opened: toggled(s.opened, lane) })),
  tableToggled: () => set((s) => ({ isTable: !s.isTable })),
  findTyped: (find) => set({ find }),
  pointerMoved: (pointerAt) => set({ pointerAt }),
  laneSought: (lane) => set((s) => ({ sought: { lane, count: (s.sought?.count ?? 0) + 1 } })),
  lookRestored: (look) => set({ ...freshLook, ...look, find: '', pointerAt: null, sought: null }),
}));

/** Takes out of the store what travels with a case. */
export function lookToSave(): TimelineLook {
  const { by, sort, grouping, pins, moves, folded, opened, isTable } = useTimelineStore.getState();
  return { by, sort, grouping, pins, moves, folded, opened, isTable };
}

/** Reads a kept look; what is odd in it falls back to the fresh one. The case may come from anywhere. */
export function readLook(found: unknown): TimelineLook {
  if (typeof found !== 'object' || found === null) return freshLook;
  const look = found as Partial<Record<keyof TimelineLook, unknown>>;
  return {
    by: laneFields.find((field) => field === look.by) ?? freshLook.by,
    sort: laneSorts.find((sort) => sort === look.sort) ?? freshLook.sort,
    grouping: readGrouping(look.grouping),
    pins: namesIn(look.pins),
    moves: (Array.isArray(look.moves) ? look.moves : []).filter(isMove).slice(-mostMoves),
    folded: namesIn(look.folded),
    opened: namesIn(look.opened),
    isTable: look.isTable === true,
  };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longestName;
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter(isName).slice(0, 2000) : [];
}

function isMove(value: unknown): value is LaneMove {
  if (typeof value !== 'object' || value === null || !('lane' in value) || !('behind' in value)) return false;
  return isName(value.lane) && (value.behind === null || isName(value.behind));
}

const groupFields = ['kind', 'minion', 'jid', 'fun', 'user', 'outcome', 'source'] as const;

function readGrouping(value: unknown): LaneGrouping | null {
  if (typeof value !== 'object' || value === null || !('by' in value)) return null;
  if (value.by === 'part' && 'separator' in value && 'part' in value) {
    const { separator, part } = value;
    return isName(separator) && separator !== '' && separator.length <= 10 && Number.isInteger(part)
      ? { by: 'part', separator, part: part as number }
      : null;
  }
  if (value.by === 'field' && 'field' in value) {
    const field = groupFields.find((one) => one === value.field);
    return field === undefined ? null : { by: 'field', field };
  }
  if (value.by === 'grain' && 'grain' in value && isName(value.grain)) return { by: 'grain', grain: value.grain };
  return null;
}
