// What the engine and main say about readers, the processes that may be killed: only main can start one.

/** Engine → main: start a reader. */
export type ReaderFork = { readonly type: 'fork-reader'; readonly number: number };

/** Main → engine: it is there (the port comes with it), or it is gone. */
export type ReaderForked =
  | { readonly type: 'reader'; readonly number: number; readonly pid: number }
  | { readonly type: 'reader-gone'; readonly number: number; readonly code: number };
