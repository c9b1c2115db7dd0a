// Runs a task as a program: a reason to stop is told as one line, anything else is a defect and shows its stack.
import { Stop, say } from '../bootstrap/say.mjs';

/** Runs it; its number is the exit code. */
export async function runTask(task: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await task();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
