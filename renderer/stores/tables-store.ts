// What a person did to the tables: columns shown, moved and sized, facets opened and added. Kept while the window is open.
import { create } from 'zustand';
import type { ColumnLayout } from '../widgets/data-table-columns.ts';

type TablesStore = {
  /** By table name; a table without an entry is as it comes. */
  readonly layouts: { readonly [table: string]: ColumnLayout };
  readonly areFacetsShown: boolean;
  /** `data.…` paths counted beside the fixed facets. */
  readonly facetPaths: readonly string[];
  readonly closedFacets: readonly string[];
  /** `data.…` paths that are columns of the events table. */
  readonly columnPaths: readonly string[];
  layoutChanged(table: string, layout: ColumnLayout): void;
  facetsToggled(): void;
  facetPathAdded(path: string): void;
  facetPathRemoved(path: string): void;
  facetFolded(field: string): void;
  columnPathAdded(path: string): void;
  columnPathRemoved(path: string): void;
  pathsRestored(paths: Pick<TablesStore, 'facetPaths' | 'columnPaths'>): void;
};

/** Owner of table layouts and facets. */
export const useTablesStore = create<TablesStore>()((set) => ({
  layouts: {},
  areFacetsShown: true,
  facetPaths: [],
  closedFacets: [],
  columnPaths: [],
  layoutChanged: (table, layout) => set((s) => ({ layouts: { ...s.layouts, [table]: layout } })),
  facetsToggled: () => set((s) => ({ areFacetsShown: !s.areFacetsShown })),
  facetPathAdded: (path) => set((s) => (s.facetPaths.includes(path) ? s : { facetPaths: [...s.facetPaths, path] })),
  facetPathRemoved: (path) => set((s) => ({ facetPaths: s.facetPaths.filter((one) => one !== path) })),
  columnPathAdded: (path) => set((s) => (s.columnPaths.includes(path) ? s : { columnPaths: [...s.columnPaths, path] })),
  columnPathRemoved: (path) => set((s) => ({ columnPaths: s.columnPaths.filter((one) => one !== path) })),
  pathsRestored: (paths) => set(paths),
  facetFolded: (field) =>
    set((s) => ({
      closedFacets: s.closedFacets.includes(field)
        ? s.closedFacets.filter((one) => one !== field)
        : [...s.closedFacets, field],
    })),
}));
