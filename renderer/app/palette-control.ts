// Opens the palette and the key map from anywhere.
import { createSpotlight } from '@mantine/spotlight';
import { create } from 'zustand';

/** The one palette of the window. */
export const [paletteStore, paletteActions] = createSpotlight();

/** Opens the palette. */
export function openPalette(): void {
  paletteActions.open();
}

type KeyMapStore = { readonly isOpen: boolean; toggled(): void; closed(): void };

/** Whether the key map is shown. */
export const useKeyMapStore = create<KeyMapStore>()((set) => ({
  isOpen: false,
  toggled: () => set((s) => ({ isOpen: !s.isOpen })),
  closed: () => set({ isOpen: false }),
}));
