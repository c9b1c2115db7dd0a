// The one open case of a window and the orders that change it: open, import, save as, rebuild. One order runs at a time.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { isZoneName } from '../../shared/base/zone.ts';
import type { ImportAccount, Orders } from '../../shared/bridge/contract.ts';
import type { CaseInfo } from '../../shared/questions/case-info.ts';
import type { ImportProgress } from '../../shared/questions/import-progress.ts';
import type { ShareProgress, ShareReport } from '../../shared/questions/share.ts';
import { promotePath } from '../derive/promote-path.ts';
import { caseId } from '../keep/case-id.ts';
import { writeOwn } from '../keep/write-own.ts';
import type { SqlRunner } from '../queries/question.ts';
import { shareMark } from '../queries/share-label.ts';
import { writeShare } from '../share/write-share.ts';
import type { CaseFile } from '../store/case-file.ts';
import { copyCase } from '../store/copy-case.ts';
import { askCase } from './ask-case.ts';
import { Background } from './background.ts';
import { KeepDesk } from './keep-desk.ts';
import { keepInTurn } from './keep-turns.ts';
import { captureStem, looksLikeCase, openCaseFile, readInto, rebuildCase } from './open-case.ts';
import { lookFirst, lookThrough } from './reader/check-case.ts';
import { Reader } from './reader/reader.ts';
import { runOnReader } from './reader/run-on-reader.ts';
import { ruleDesk } from './rule-desk.ts';
import type { SessionPlace } from './session-place.ts';

type Handlers = { readonly [N in keyof Orders]: (body: Orders[N]['body']) => Promise<Outcome<Orders[N]['answer']>> };

const viewKey = 'view';
const quiet = { isCancelled: () => false, zone: 'UTC' };
const noCase = { code: 'case-not-open', message: 'No case is open.', tip: 'Open a case or drop a capture.' } as const;

/** A session: the open case, and a handler for every order. */
export class Session {
  caseFile: CaseFile | undefined;
  readonly orders: Handlers;
  /** Runs SQL of the user. */
  readonly runSql: SqlRunner;
  readonly #reader: Reader;
  /** Looks through large cases while they are open; apart from the other, so that SQL need not wait for it. */
  readonly #checker: Reader;
  #viewToKeep = '';
  readonly #place: SessionPlace;
  readonly #background: Background;
  #isBusy = false;
  /** Resolves when the order that is being carried out has ended. */
  #free: Promise<void> = Promise.resolve();
  /** The case that an import writes to at present. */
  #importing: CaseFile | undefined;
  #wantsStop = false;
  #toldRevision = -1;
  #lastTold = 0;

  constructor(place: SessionPlace) {
    this.#place = place;
    this.#background = new Background({
      ...place,
      tell: (progress) => place.tell('background.progress', progress),
      onBetter: (caseFile) => this.#tellChange(caseFile, true),
    });
    this.#reader = new Reader(place.forkReader);
    this.#checker = new Reader(place.forkReader);
    this.runSql = runOnReader(this.#reader);
    const stop = async () => {
      this.#wantsStop = this.#isBusy;
      return done({ wasRunning: this.#isBusy });
    };
    this.orders = {
      ...keepInTurn(new KeepDesk({ folders: place.queryFolders, caseFile: () => this.caseFile }).orders, {
        caseFile: () => this.caseFile,
        importing: () => this.#importing,
        isBusy: () => this.#isBusy,
        whenFree: () => this.#free,
        alone: (order) => this.#alone(order),
      }),
      ...ruleDesk(place.ruleFolders, (order) => this.#alone(order)),
      'import.start': (body) => this.#alone(() => this.#import(body)),
      'import.cancel': stop,
      'case.open': ({ path }) => this.#alone(() => this.#openForeign(path)),
      'case.close': () =>
        this.#alone(async () => {
          this.close();
          this.#place.tell('case.changed', { path: null, id: null });
          return done({});
        }),
      'case.save-as': ({ path }) => this.#alone(() => this.#saveAs(path)),
      'case.rebuild': () => this.#alone(() => this.#rebuild()),
      'share.write': (body) => this.#alone(() => this.#share(body)),
      'share.cancel': stop,
      'path.promote': ({ path }) => this.#alone(async () => this.#promote(path, true)),
      'path.demote': ({ path }) => this.#alone(async () => this.#promote(path, false)),
      'view.save': async ({ text }) => {
        if (this.caseFile === undefined) return failed(noCase);
        return this.caseFile.writer === undefined || this.#isBusy ? done({}) : this.#keepWhenIdle(this.caseFile, text);
      },
      'view.load': async () => done({ text: this.caseFile?.meta(viewKey) ?? '' }),
    };
  }

  /** Closes the open case, if any. */
  close(): void {
    this.#background.abandon();
    this.#reader.close();
    this.#checker.close();
    this.caseFile?.close();
    this.caseFile = undefined;
  }

  async #alone<T>(order: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (this.#isBusy) {
      return failed({
        code: 'import-running',
        message: 'Another order is still being carried out.',
        tip: 'Wait for it, or cancel the import.',
      });
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#free = promise;
    this.#isBusy = true;
    this.#wantsStop = false;
    try {
      await this.#background.stop();
      return await this.#reader.standAside(() => this.#checker.standAside(order));
    } finally {
      this.#isBusy = false;
      this.#importing = undefined;
      resolve();
      if (this.caseFile !== undefined) this.#background.start(this.caseFile);
    }
  }

  /** Readers lock the case, and the window saves its view again and again: the newest is written when they are done. */
  async #keepWhenIdle(caseFile: CaseFile, text: string): Promise<Outcome<Record<string, never>>> {
    this.#viewToKeep = text;
    while (this.#reader.isReading || this.#checker.isReading) {
      await Promise.all([this.#reader.whenIdle(), this.#checker.whenIdle()]);
    }
    const isPast = this.#viewToKeep !== text || this.caseFile !== caseFile || this.#isBusy;
    return isPast ? done({}) : this.#keep(caseFile, text);
  }

  #keep(caseFile: CaseFile, text: string): Outcome<Record<string, never>> {
    const written = writeOwn(caseFile, (writer) => {
      writer.setMeta(viewKey, text);
      return done(undefined);
    });
    return written.ok ? done({}) : written;
  }

  #promote(text: string, isWanted: boolean): Outcome<Record<string, never>> {
    if (this.caseFile === undefined) return failed(noCase);
    const promoted = promotePath(this.caseFile, text, isWanted);
    if (!promoted.ok) return promoted;
    this.#tellChange(this.caseFile, true);
    return done({});
  }

  /** Opens a case that may come from anybody: a reader looks at it first. */
  async #openForeign(path: string): Promise<Outcome<CaseInfo>> {
    const looker = new Reader(this.#place.forkReader);
    const looked = await lookFirst(looker, path);
    looker.close();
    // What another program writes to at present is told by opening it.
    if (!looked.ok && looked.failure.code !== 'database-busy') return looked;
    const info = await this.#open(path, looked.ok);
    if (info.ok) void this.#lookThrough();
    return info;
  }

  async #lookThrough(): Promise<void> {
    const { caseFile } = this;
    if (caseFile === undefined) return;
    const damage = await lookThrough(this.#checker, caseFile.path, () => this.caseFile !== caseFile);
    if (damage !== undefined && this.caseFile === caseFile) this.#place.tell('case.damaged', { failure: damage });
  }

  async #open(path: string, arePagesChecked = false): Promise<Outcome<CaseInfo>> {
    let opened = openCaseFile(path, 'write', arePagesChecked);
    // A case in a read-only place, or one that another program writes to, can still be looked at.
    if (!opened.ok && (opened.failure.code === 'database-readonly' || opened.failure.code === 'database-busy'))
      opened = openCaseFile(path, 'read', arePagesChecked);
    if (!opened.ok) return opened;
    return this.#adopt(opened.value);
  }

  async #adopt(caseFile: CaseFile): Promise<Outcome<CaseInfo>> {
    if (this.caseFile !== caseFile) this.close();
    this.caseFile = caseFile;
    const info = await askCase(caseFile, 'case.info', {}, quiet);
    this.#place.tell('case.changed', {
      path: caseFile.path,
      id: caseId(caseFile),
      share: info.ok ? shareMark(info.value.share) : null,
    });
    return info;
  }

  async #import(body: Orders['import.start']['body']): Promise<Outcome<ImportAccount>> {
    const [first] = body.paths;
    if (first !== undefined && body.paths.length === 1 && looksLikeCase(first)) {
      const info = await this.#openForeign(first);
      return info.ok
        ? done({ case: info.value.path, sources: info.value.sources, wasCancelled: false, failures: [] })
        : info;
    }
    const before = this.caseFile;
    const target = before ?? this.#makeCase(body);
    if (!('path' in target)) return target;
    if (before !== undefined && before.writer === undefined) {
      return failed({
        code: 'database-readonly',
        message: `${before.path} is open read-only.`,
        tip: 'Save it to another place first, or close it.',
      });
    }
    if (before === undefined) await this.#adopt(target);
    this.#importing = target;
    const account = await readInto(target, body.paths, {
      format: body.format,
      workerUrl: this.#place.workerUrl,
      isCancelled: () => this.#wantsStop,
      onProgress: (progress) => {
        this.#place.tell('import.progress', progress);
        this.#tellChange(target, false);
      },
    });
    if (!account.ok && before === undefined && target.columns.length === 0) {
      this.close();
      rmSync(target.path, { force: true });
      this.#place.tell('case.changed', { path: null, id: null });
      return account;
    }
    this.#tellChange(target, true);
    return account;
  }

  #makeCase(body: Orders['import.start']['body']): CaseFile | (Outcome<never> & { ok: false }) {
    const stem = captureStem(body.paths[0]);
    const now = new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
    if (body.casePath === undefined) mkdirSync(this.#place.casesDir, { recursive: true });
    const made = openCaseFile(body.casePath ?? join(this.#place.casesDir, `${stem}-${now}.saltrace`), 'create');
    return made.ok ? made.value : made;
  }

  // News about growth are small and rare: at most four a second, and always the last one.
  #tellChange(caseFile: CaseFile, isLast: boolean): void {
    const revision = caseFile.revision();
    const now = Date.now();
    if (!isLast && (revision === this.#toldRevision || now - this.#lastTold < 250)) return;
    this.#toldRevision = revision;
    this.#lastTold = now;
    this.#place.tell('store.changed', { revision, events: caseFile.columns.length });
  }

  async #saveAs(path: string): Promise<Outcome<CaseInfo>> {
    if (this.caseFile === undefined) return failed(noCase);
    const copied = await copyCase(this.caseFile.path, path);
    return copied.ok ? this.#open(path) : copied;
  }

  async #share({
    path,
    choices,
    without,
    filter,
    span,
    zone,
  }: Orders['share.write']['body']): Promise<Outcome<ShareReport>> {
    if (this.caseFile === undefined) return failed(noCase);
    return writeShare(this.caseFile, {
      selection: { filter, span },
      choices,
      without,
      path,
      zone: isZoneName(zone) ? zone : 'UTC',
      workerUrl: this.#place.workerUrl,
      isCancelled: () => this.#wantsStop,
      onProgress: (progress) => this.#tellShare(progress),
    });
  }

  #tellShare(progress: ShareProgress): void {
    const now = Date.now();
    if (progress.share > 0 && now - this.#lastTold < 100) return;
    this.#lastTold = now;
    this.#place.tell('share.progress', progress);
  }

  async #rebuild(): Promise<Outcome<CaseInfo>> {
    if (this.caseFile === undefined) return failed(noCase);
    const { path } = this.caseFile;
    this.close();
    const onProgress = (progress: ImportProgress) => this.#place.tell('import.progress', progress);
    const rebuilt = await rebuildCase(path, onProgress, this.#place.workerUrl);
    const opened = await this.#open(path);
    return rebuilt.ok ? opened : rebuilt;
  }
}
