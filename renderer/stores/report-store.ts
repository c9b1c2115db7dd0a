// The report of the open case: what was pinned to it, changing and moving it, taking numbers anew, and writing it to a file.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import { type ReportThing, standingParts } from '../../shared/keep/report.ts';
import type { ReportDocument, ReportSection } from '../../shared/questions/report.ts';
import { ask, askNewest, order, type ReportForm, shell } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { useUndoStore } from './undo-store.ts';

type ReportStore = {
  /** The kept report, or, where nothing is kept, the one that the program writes by itself; `null` before it was read. */
  readonly document: ReportDocument | null;
  readonly failure: Failure | null;
  /** What was done last, to be said: how many things were pinned, or where the report was written. */
  readonly done: { readonly pinned: number } | { readonly path: string } | null;
  readonly isBusy: boolean;
  documentWanted(): Promise<void>;
  /** Pins things at the end, each with its numbers as they are now. */
  thingsPinned(things: readonly ReportThing[]): Promise<void>;
  /** Keeps every part that the program wrote by itself, so that it can be changed. */
  standingKept(): Promise<void>;
  /** Changes the words of a block. */
  thingChanged(key: string, thing: ReportThing): Promise<void>;
  /** Takes the numbers of a block as they are now. */
  numbersTaken(section: ReportSection): Promise<void>;
  blockMoved(key: string, to: number): Promise<void>;
  blockRemoved(key: string, name: string): Promise<void>;
  exported(form: ReportForm): Promise<void>;
  doneSeen(): void;
  caseLeft(): void;
};

/** The numbers of a section, as they are pinned. */
function numbersOf(section: ReportSection) {
  return section.parts.flatMap((part) =>
    part.is === 'numbers' ? part.numbers.map(({ label, value }) => ({ label, value })) : [],
  );
}

/** True when a number of the section is another one than when it was pinned. */
export function hasChanged(section: ReportSection): boolean {
  return section.parts.some(
    (part) => part.is === 'numbers' && part.numbers.some((one) => one.isPinned && one.was !== one.value),
  );
}

const endings: { readonly [F in ReportForm]: string } = { markdown: 'md', html: 'html', pdf: 'pdf' };

/** Owner of the report. */
export const useReportStore = create<ReportStore>()((set, get) => {
  /** Runs something that changes the report, then reads it again; true when it went well. */
  const changed = async (
    change: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>,
  ) => {
    const reply = await change();
    set({ failure: reply.ok ? null : reply.failure });
    await get().documentWanted();
    return reply.ok;
  };
  const pin = async (thing: ReportThing) => {
    const section = await ask('report.section', { thing }).reply;
    if (!section.ok) return section;
    return order('report.put', { key: null, thing, was: numbersOf(section.answer), before: null });
  };
  return {
    document: null,
    failure: null,
    done: null,
    isBusy: false,
    documentWanted: async () => {
      const reply = await askNewest('report', 'report.read', { which: 'auto' });
      if (reply.ok) set({ document: reply.answer });
      else if (reply.failure.code !== 'question-cancelled' && reply.failure.code !== 'case-not-open')
        set({ failure: reply.failure });
    },
    thingsPinned: async (things) => {
      let pinned = 0;
      for (const thing of things) if (await changed(() => pin(thing))) pinned += 1;
      if (pinned > 0) set({ done: { pinned } });
    },
    standingKept: async () => get().thingsPinned(standingParts.map((part) => ({ is: 'standing', part }))),
    thingChanged: async (key, thing) => {
      await changed(() => order('report.put', { key, thing, was: [], before: null }));
    },
    numbersTaken: async ({ key, thing, ...section }) => {
      if (key === null || thing === null) return;
      const was = numbersOf({ key, thing, ...section });
      await changed(() => order('report.put', { key, thing, was, before: null }));
    },
    blockMoved: async (key, to) => {
      await changed(() => order('report.move', { key, to }));
    },
    blockRemoved: async (key, name) => {
      await changed(async () => {
        const reply = await order('report.remove', { key });
        if (reply.ok)
          useUndoStore.getState().thingRemoved({ name, undo: reply.answer.undo, reload: get().documentWanted });
        return reply;
      });
    },
    exported: async (form) => {
      set({ isBusy: true, done: null });
      const reply = await ask('report.text', { which: 'auto', form: form === 'markdown' ? 'markdown' : 'html' }).reply;
      if (!reply.ok) {
        set({ failure: reply.failure, isBusy: false });
        return;
      }
      const name = `${useCaseStore.getState().info?.name.replace(/\.saltrace$/, '') ?? 'report'}-report.${endings[form]}`;
      try {
        const path = await shell().saveReport(name, form, reply.answer.text);
        set({ failure: null, done: path === null ? null : { path } });
      } catch (error) {
        // Main refuses with a sentence of the system's: a full disk, a folder that may not be written to.
        const why = error instanceof Error ? error.message : String(error);
        set({ failure: { code: 'report-unwritable', message: `The report could not be written: ${why}` } });
      }
      set({ isBusy: false });
    },
    doneSeen: () => set({ done: null }),
    caseLeft: () => set({ document: null, failure: null, done: null }),
  };
});
