// Keeps one engine process alive for one window and gives the page a port to it. A crash of the engine takes no window with it: the page
// hears of it, and a new engine is started, but not for ever.
import { pathToFileURL } from 'node:url';
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type { Failure } from '../../shared/base/failure.ts';
import { channels, type EngineState } from '../../shared/bridge/channels.ts';
import { builtInQueriesDir, builtInRulesDir, casesDir, engineFile, parseWorkerFile, rulesDir } from './places.ts';
import { ReaderForks } from './reader-forks.ts';

/** An engine that dies this often within the time below dies at once at each start: trying on would only burn the machine. */
const MOST_CRASHES = 3;
const CRASH_WINDOW_MS = 60_000;
/** The ready-made better-sqlite3 ends a process of an older Node-API without a word; such an engine is never started. */
const NODE_API_NEEDED = 10;

const running = new Set<UtilityProcess>();
let library = '';

/** From now on every engine, running or to come, has its saved queries in that folder. */
export function useLibrary(folder: string): void {
  library = folder;
  for (const engine of running) engine.postMessage({ type: 'library', folder });
}

/** The engine of one window. */
export class EngineSupervisor {
  readonly #page: WebContents;
  #engine: UtilityProcess | undefined;
  #crashes: number[] = [];
  #isOver = false;
  #wantsPort = false;

  constructor(page: WebContents) {
    this.#page = page;
  }

  /** Starts the engine. */
  start(): void {
    const tooOld = runtimeTooOld();
    if (tooOld !== undefined) {
      this.#tell({ state: 'lost', failure: tooOld });
      return;
    }
    const args = [
      casesDir(),
      pathToFileURL(parseWorkerFile).href,
      builtInQueriesDir,
      library,
      builtInRulesDir,
      rulesDir(),
    ];
    const engine = utilityProcess.fork(engineFile, args, {
      serviceName: 'Saltrace engine',
      stdio: 'inherit',
    });
    this.#engine = engine;
    running.add(engine);
    const readers = new ReaderForks(engine);
    engine.once('exit', (code) => {
      readers.end();
      this.#ended(engine, code);
    });
    if (this.#wantsPort) this.#connect(engine);
  }

  /** The page (new or loaded again) wants a port: it gets one, and each engine that follows gives it another. */
  portWanted(): void {
    this.#wantsPort = true;
    if (this.#engine !== undefined) this.#connect(this.#engine);
    else this.#startAgain();
  }

  /** Ends the engine with its window. */
  stop(): void {
    this.#isOver = true;
    this.#engine?.kill();
    this.#engine = undefined;
  }

  #connect(engine: UtilityProcess): void {
    const { port1, port2 } = new MessageChannelMain();
    engine.postMessage({ type: 'port' }, [port1]);
    const state: EngineState = { state: 'ready' };
    this.#page.postMessage(channels.port, state, [port2]);
  }

  #ended(engine: UtilityProcess, code: number): void {
    running.delete(engine);
    if (this.#isOver || engine !== this.#engine) return;
    this.#engine = undefined;
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
    if (this.#crashes.length >= MOST_CRASHES) {
      const message = `The engine stopped ${this.#crashes.length} times within a minute (exit code ${code}) and is not started again.`;
      const tip = 'What was written to the case is safe. Close the window and open the case again.';
      this.#tell({ state: 'lost', failure: { code: 'engine-lost', message, tip } });
      return;
    }
    this.#tell({
      state: 'restarting',
      failure: {
        code: 'engine-lost',
        message: `The engine stopped (exit code ${code}) and is started again.`,
        tip: 'What was written to the case is safe.',
      },
    });
    this.start();
  }

  /** The page was loaded again after we gave up: a person asks for one more try. */
  #startAgain(): void {
    this.#crashes = [];
    this.start();
  }

  #tell(state: EngineState): void {
    if (!this.#page.isDestroyed()) this.#page.send(channels.engineState, state);
  }
}

function runtimeTooOld(): Failure | undefined {
  if (Number(process.versions.napi) >= NODE_API_NEEDED || process.env.SALTRACE_SQLITE_BINDING) return undefined;
  return {
    code: 'runtime-too-old',
    message: `This Electron (${process.versions.electron}) is too old for the database library.`,
    tip: 'Start the program with npm start, which brings a build of the library for it.',
  };
}
