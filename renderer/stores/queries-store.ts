// The saved queries of case, library and program; which one is being edited, and which one asks for its values.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import { bindQuery } from '../../shared/keep/bind-query.ts';
import type { ParameterFault, ParameterValues } from '../../shared/keep/parameter-value.ts';
import type { OwnPlace, QueryAt, QueryEntry, QueryKind, QueryList, SavedQuery } from '../../shared/keep/saved-query.ts';
import { type KeepOrders, order, shell } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { canRun, runBound } from './query-runners.ts';
import { useUndoStore } from './undo-store.ts';
import { useZoneStore } from './zone-store.ts';

/** A query being made or changed. `replaces` is the one it was. */
export type QueryDraft = { readonly query: SavedQuery; readonly place: OwnPlace; readonly replaces: QueryAt | null };
/** What became of files that were to be imported. */
export type ImportReport = KeepOrders['queries.import']['answer'];

type QueriesStore = {
  readonly list: QueryList;
  readonly failure: Failure | null;
  readonly draft: QueryDraft | null;
  /** Why the draft was not saved. */
  readonly draftFailure: Failure | null;
  /** The query whose values are asked for. */
  readonly asking: SavedQuery | null;
  readonly report: ImportReport | null;
  queriesWanted(): Promise<void>;
  /** Runs a query; one with parameters asks for their values first. */
  queryRun(query: SavedQuery): void;
  /** What is wrong with the values; empty when the query ran. */
  valuesGiven(values: ParameterValues): readonly ParameterFault[];
  askingEnded(): void;
  draftBegun(draft: QueryDraft): void;
  draftSaved(draft: QueryDraft): Promise<boolean>;
  draftEnded(): void;
  queryMoved(entry: Extract<QueryEntry, { query: SavedQuery }>, place: OwnPlace): Promise<void>;
  queryRemoved(entry: QueryEntry): Promise<void>;
  queriesImported(place: OwnPlace): Promise<void>;
  queryExported(entry: QueryEntry): Promise<void>;
  failureSeen(): void;
};

/** Begins to save a text as a query, in the case where that can be written to. */
export function beginDraft(kind: QueryKind, text: string): void {
  const place = useCaseStore.getState().info?.isReadOnly === false ? 'case' : 'library';
  const query = { name: '', description: '', kind, text, parameters: [] };
  useQueriesStore.getState().draftBegun({ query, place, replaces: null });
}

/** Names an entry for an order. */
export function atOf(entry: QueryEntry): QueryAt {
  return { place: entry.place, name: nameOf(entry), file: entry.file };
}

/** The name of an entry; `null` of a file that has none. */
export function nameOf(entry: QueryEntry): string | null {
  return 'query' in entry ? entry.query.name : entry.name;
}

/** Owner of the saved queries. */
export const useQueriesStore = create<QueriesStore>()((set, get) => ({
  list: { folder: '', entries: [] },
  failure: null,
  draft: null,
  draftFailure: null,
  asking: null,
  report: null,
  queriesWanted: async () => {
    const reply = await order('queries.list', {});
    set(reply.ok ? { list: reply.answer } : { failure: reply.failure });
  },
  queryRun: (query) => {
    if (!canRun(query.kind)) return;
    if (query.parameters.length > 0) set({ asking: query });
    else runBoundOf(query, {});
  },
  valuesGiven: (values) => {
    const { asking } = get();
    if (asking === null) return [];
    const faults = runBoundOf(asking, values);
    if (faults.length === 0) set({ asking: null });
    return faults;
  },
  askingEnded: () => set({ asking: null }),
  draftBegun: (draft) => set({ draft, draftFailure: null }),
  draftSaved: async ({ query, place, replaces }) => {
    const reply = await order('queries.save', { query, place, replaces });
    set(reply.ok ? { draft: null, draftFailure: null } : { draftFailure: reply.failure });
    if (reply.ok) await get().queriesWanted();
    return reply.ok;
  },
  draftEnded: () => set({ draft: null, draftFailure: null }),
  queryMoved: async (entry, place) => {
    // What ships with the program stays there: it is copied.
    const replaces = entry.place === 'built-in' ? null : atOf(entry);
    const reply = await order('queries.save', { query: entry.query, place, replaces });
    set({ failure: reply.ok ? null : reply.failure });
    await get().queriesWanted();
  },
  queryRemoved: async (entry) => {
    const reply = await order('queries.remove', atOf(entry));
    set({ failure: reply.ok ? null : reply.failure });
    const name = nameOf(entry) ?? entry.file ?? '';
    if (reply.ok) useUndoStore.getState().thingRemoved({ name, undo: reply.answer.undo, reload: get().queriesWanted });
    await get().queriesWanted();
  },
  queriesImported: async (place) => {
    const paths = await shell().pickQueries();
    if (paths.length === 0) return;
    const reply = await order('queries.import', { place, paths });
    set(reply.ok ? { report: reply.answer, failure: null } : { failure: reply.failure });
    await get().queriesWanted();
  },
  queryExported: async (entry) => {
    const path = await shell().pickQueryPlace(`${nameOf(entry) ?? 'query'}.yaml`.replaceAll(/[/\\:]/g, '-'));
    if (path === null) return;
    const reply = await order('queries.export', { ...atOf(entry), path });
    set({ failure: reply.ok ? null : reply.failure });
  },
  failureSeen: () => set({ failure: null, report: null }),
}));

function runBoundOf(query: SavedQuery, values: ParameterValues): readonly ParameterFault[] {
  const { info } = useCaseStore.getState();
  const binding = bindQuery(query, values, {
    zone: useZoneStore.getState().zone,
    captureFirst: info?.first ?? undefined,
    captureLast: info?.last ?? undefined,
  });
  if (!binding.ok) return binding.faults;
  runBound(binding.bound);
  return [];
}

/** Chooses another folder as the library; the result is its path, `null` when the user cancelled. */
export function pickLibrary(): Promise<string | null> {
  return shell().pickLibrary();
}
