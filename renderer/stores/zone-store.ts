// The zone in which times are shown and typed. What is stored and asked stays UTC.
import { create } from 'zustand';
import { zoneShown } from '../bridge/engine.ts';

type ZoneStore = {
  /** `UTC`, `local` or an IANA name. */
  readonly choice: string;
  /** The IANA name behind the choice. */
  readonly zone: string;
  zoneChosen(choice: string): void;
};

/** The system's own zone. */
export function localZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** True for a zone name that the system knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function zoneOf(choice: string): string {
  if (choice === 'local') return localZone();
  return isZone(choice) ? choice : 'UTC';
}

/** Owner of the zone. */
export const useZoneStore = create<ZoneStore>()((set) => ({
  choice: 'UTC',
  zone: 'UTC',
  zoneChosen: (choice) => {
    const zone = zoneOf(choice);
    zoneShown(zone);
    set({ choice, zone });
  },
}));
