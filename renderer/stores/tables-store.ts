// What a person did to the tables: columns shown, moved and sized, facets opened and added. Travels with a case.
import { create } from 'zustand';
import { readPath } from '../../shared/filter/data-path.ts';
import type { ColumnLayout } from '../widgets/data-table-columns.ts';

/** What travels with a case. */
export type SavedTables = {
  /** By table name; a table without an entry is as it comes. */
  readonly layouts: { readonly [table: string]: ColumnLayout };
  readonly areFacetsShown: boolean;
  /** `data.…` paths counted beside the fixed facets. */
  readonly facetPaths: readonly string[];
  readonly closedFacets: readonly string[];
  /** `data.…` paths that are columns of the events table. */
  readonly columnPaths: readonly string[];
};

type TablesStore = SavedTables & {
  layoutChanged(table: string, layout: ColumnLayout): void;
  facetsToggled(): void;
  facetPathAdded(path: string): void;
  facetPathRemoved(path: string): void;
  facetFolded(field: string): void;
  columnPathAdded(path: string): void;
  columnPathRemoved(path: string): void;
  tablesRestored(tables: SavedTables): void;
};

const fresh: SavedTables = { layouts: {}, areFacetsShown: true, facetPaths: [], closedFacets: [], columnPaths: [] };

/** Owner of table layouts and facets. */
export const useTablesStore = create<TablesStore>()((set) => ({
  ...fresh,
  layoutChanged: (table, layout) => set((s) => ({ layouts: { ...s.layouts, [table]: layout } })),
  facetsToggled: () => set((s) => ({ areFacetsShown: !s.areFacetsShown })),
  facetPathAdded: (path) => set((s) => (s.facetPaths.includes(path) ? s : { facetPaths: [...s.facetPaths, path] })),
  facetPathRemoved: (path) => set((s) => ({ facetPaths: s.facetPaths.filter((one) => one !== path) })),
  columnPathAdded: (path) => set((s) => (s.columnPaths.includes(path) ? s : { columnPaths: [...s.columnPaths, path] })),
  columnPathRemoved: (path) => set((s) => ({ columnPaths: s.columnPaths.filter((one) => one !== path) })),
  facetFolded: (field) =>
    set((s) => ({
      closedFacets: s.closedFacets.includes(field)
        ? s.closedFacets.filter((one) => one !== field)
        : [...s.closedFacets, field],
    })),
  tablesRestored: (tables) => set(tables),
}));

/** Takes out of the store what travels with a case. */
export function tablesToSave(): SavedTables {
  const { layouts, areFacetsShown, facetPaths, closedFacets, columnPaths } = useTablesStore.getState();
  return { layouts, areFacetsShown, facetPaths, closedFacets, columnPaths };
}

/** Reads what was kept; odd parts are as they come, `null` where nothing was kept. The case may come from anywhere. */
export function readTables(kept: unknown): SavedTables | null {
  if (!isMap(kept)) return null;
  const layouts = isMap(kept.layouts) ? Object.entries(kept.layouts) : [];
  return {
    layouts: Object.fromEntries(layouts.flatMap(([table, layout]) => (isLayout(layout) ? [[table, layout]] : []))),
    areFacetsShown: kept.areFacetsShown !== false,
    facetPaths: texts(kept.facetPaths).filter(isDataPath),
    closedFacets: texts(kept.closedFacets),
    // The engine takes no more paths at once.
    columnPaths: texts(kept.columnPaths).filter(isDataPath).slice(0, 20),
  };
}

function isLayout(value: unknown): value is ColumnLayout {
  return (
    isMap(value) &&
    isMap(value.widths) &&
    Object.values(value.widths).every((width) => typeof width === 'number' && width > 0 && width <= 4000) &&
    isMap(value.shown) &&
    Object.values(value.shown).every((isShown) => typeof isShown === 'boolean') &&
    Array.isArray(value.order) &&
    value.order.every((id) => typeof id === 'string')
  );
}

function isDataPath(text: string): boolean {
  return text.startsWith('data.') && readPath(text.slice('data'.length)) !== undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** At most 100: more were never added by hand. */
function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string').slice(0, 100) : [];
}
