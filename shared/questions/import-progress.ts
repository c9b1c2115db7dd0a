// How far an import is, as it is told while it runs.

/** How far an import is. Rates are over the last second; `leftS` is seconds still to go, `null` when not known. */
export type ImportProgress = {
  readonly name: string;
  readonly bytesRead: number;
  readonly bytesTotal: number | null;
  readonly events: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly eventsPerSecond: number;
  readonly leftS: number | null;
  readonly stage: 'reading' | 'deriving' | 'done';
};
