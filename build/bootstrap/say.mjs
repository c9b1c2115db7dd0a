// What the bootstrap tells the person at the keyboard: one line a step, on standard error only, because standard output belongs
// to the command that was asked for.

/** Tells one line about what is being done. @param {string} line */
export function say(line) {
  process.stderr.write(`saltrace: ${line}\n`);
}

/**
 * A reason to stop that the user can act on: printed as it is, never with a stack.
 */
export class Stop extends Error {}
