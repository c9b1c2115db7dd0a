// What is done to the open case while nobody asks anything: findings are derived, promoted paths read, raw blocks signed. Stopped by every
// order, gone on with after it.
import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome } from '../../shared/base/outcome.ts';
import type { BackgroundProgress } from '../../shared/questions/background-progress.ts';
import { areFindingsDerived, deriveFindings } from '../derive/findings/derive-findings.ts';
import type { Pacer } from '../derive/pacer.ts';
import { promotePaths } from '../derive/promote-paths.ts';
import { signBlocks } from '../derive/sign-blocks.ts';
import { activeRules, listRules, type RuleFolders } from '../library/rule-folder.ts';
import type { CaseFile } from '../store/case-file.ts';
import { CaseError } from '../store/store-failure.ts';

/** How long it holds the event loop at a time, in ms. */
const sliceMs = 8;
/** How often it looks whether the questions are answered, in ms. */
const waitForQuestionsMs = 10;
/** How long it rests between two slices while the window is used, in ms: without a rest it would never end in a window that always asks. */
const restMs = 64;
/** How long it waits for another program that writes to the case, in ms. */
const waitForWriterMs = 2_000;
/** Least time between two pieces of news, in ms. */
const tellEveryMs = 250;

/** What it needs from its session. */
export type BackgroundPlace = {
  /** True while a question waits for its answer: those come first. */
  readonly isAsked: () => boolean;
  /** True when an answer was given just now: the machine is left to the window, but for a small part. */
  readonly isUsed: () => boolean;
  readonly tell: (progress: BackgroundProgress) => void;
  /** Where the rules that find trouble lie. */
  readonly ruleFolders: () => RuleFolders;
  /** Findings are there, or a promoted path is whole: answers may be better now. */
  readonly onBetter: (caseFile: CaseFile) => void;
};

/** The work of one session. */
export class Background {
  readonly #place: BackgroundPlace;
  #stopped = { isStopped: true };
  #running: Promise<void> = Promise.resolve();
  #toldAt = 0;

  constructor(place: BackgroundPlace) {
    this.#place = place;
  }

  /** Begins, or goes on, with a case that can be written. Stop it first. */
  start(caseFile: CaseFile): void {
    const own = { isStopped: false };
    this.#stopped = own;
    this.#running = this.#run(caseFile, own);
  }

  /** Stops within a slice; from the call on nothing of the case is touched any more once the promise is there. */
  async stop(): Promise<void> {
    this.#stopped.isStopped = true;
    await this.#running;
  }

  /** Has it stop before it touches the case again: for a case that is closed at once. */
  abandon(): void {
    this.#stopped.isStopped = true;
  }

  async #run(caseFile: CaseFile, own: { readonly isStopped: boolean }): Promise<void> {
    const pacer = this.#pacer(own);
    let isTold = false;
    const tell = (progress: BackgroundProgress): void => {
      if (performance.now() - this.#toldAt < tellEveryMs) return;
      this.#toldAt = performance.now();
      isTold = true;
      this.#place.tell(progress);
    };
    if (await pacer.rest()) return;
    const found = await this.#find(caseFile, pacer, own);
    if (found?.ok !== true || caseFile.writer === undefined) {
      if (found?.ok === false) this.#place.tell({ task: null, path: null, share: 1, failure: found.failure });
      return;
    }
    const promoting = await this.#patiently(own, () =>
      promotePaths(caseFile, pacer, { onShare: (path, share) => tell({ task: 'promote', path, share }) }),
    );
    if (isTold && promoting?.ok === true && promoting.value) this.#place.onBetter(caseFile);
    const signing =
      promoting?.ok === true && promoting.value
        ? await this.#patiently(own, () =>
            signBlocks(caseFile, pacer, { onShare: (share) => tell({ task: 'sign', path: null, share }) }),
          )
        : promoting;
    const failure = signing?.ok === false ? signing.failure : undefined;
    if (isTold || failure !== undefined)
      this.#place.tell({ task: null, path: null, share: 1, ...(failure === undefined ? {} : { failure }) });
  }

  /** Findings first: they are what is looked at first. */
  async #find(
    caseFile: CaseFile,
    pacer: Pacer,
    own: { readonly isStopped: boolean },
  ): Promise<Outcome<boolean> | undefined> {
    const rules = activeRules(listRules(this.#place.ruleFolders()));
    if (areFindingsDerived(caseFile, rules)) return { ok: true, value: true };
    this.#place.tell({ task: 'findings', path: null, share: 0 });
    const found = await this.#patiently(own, () => deriveFindings(caseFile, rules, pacer));
    this.#place.tell({ task: null, path: null, share: 1 });
    if (found?.ok === true && found.value) this.#place.onBetter(caseFile);
    return found;
  }

  #pacer(own: { readonly isStopped: boolean }): Pacer {
    let end = performance.now() + sliceMs;
    return {
      isDue: () => performance.now() >= end,
      rest: async () => {
        await new Promise((resume) => setImmediate(resume));
        if (this.#place.isUsed() && !own.isStopped) await wait(restMs);
        while (this.#place.isAsked() && !own.isStopped) await wait(waitForQuestionsMs);
        end = performance.now() + sliceMs;
        return own.isStopped;
      },
    };
  }

  /** Tries again while another program writes; `undefined` when it was stopped meanwhile. */
  async #patiently(
    own: { readonly isStopped: boolean },
    work: () => Promise<Outcome<boolean>>,
  ): Promise<Outcome<boolean> | undefined> {
    while (!own.isStopped) {
      const outcome = await work().catch(failureOf);
      if (outcome.ok || outcome.failure.code !== 'database-busy') return outcome;
      for (let waited = 0; waited < waitForWriterMs && !own.isStopped; waited += waitForQuestionsMs)
        await wait(waitForQuestionsMs);
    }
    return undefined;
  }
}

function failureOf(error: unknown): Outcome<never> {
  if (error instanceof CaseError) return { ok: false, failure: error.failure };
  const message = `Work in the background met a defect of Saltrace: ${error instanceof Error ? error.message : String(error)}`;
  return { ok: false, failure: { code: 'bug', message, tip: 'Report it; the case is unharmed.' } };
}
