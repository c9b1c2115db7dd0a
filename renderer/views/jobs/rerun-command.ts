// The command that would run a job again where it failed or never came back. Only ever copied, never run.
import type { JobMinion, JobRow } from '../../../shared/questions/job-row.ts';
import { argWords } from '../../stores/job-text.ts';

/** Why there is no command: `nothing` failed, or what the capture holds cannot be written as one (`unsafe`, `unclear`). */
export type Rerun =
  | { readonly command: string; readonly minions: number }
  | { readonly command: null; readonly because: 'nothing' | 'unclear' };

/** Writes the command, quoted for a POSIX shell. */
export function rerunCommand(job: JobRow, minions: readonly JobMinion[]): Rerun {
  const again = minions
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'missing')
    .map(({ minion }) => minion);
  if (again.length === 0) return { command: null, because: 'nothing' };
  const [fun] = job.fun;
  const words = argWords(job.arg);
  const isClear = fun !== undefined && job.fun.length === 1 && !fun.startsWith('wheel.') && words.every(isPlainText);
  if (!isClear || !again.every(isPlainText)) return { command: null, because: 'unclear' };
  const isRunner = fun.startsWith('runner.');
  const [only] = again;
  const target = isRunner || only === undefined ? [] : again.length === 1 ? [only] : ['-L', again.join(',')];
  const parts = [isRunner ? 'salt-run' : 'salt', ...target, isRunner ? fun.slice('runner.'.length) : fun, ...words];
  return { command: parts.map(shellWord).join(' '), minions: again.length };
}

// Control characters in a pasted command could end the line and begin another one; a trimmed value is not what was typed.
function isPlainText(word: string): boolean {
  return (
    !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(word) && !word.includes('VALUE_TRIMMED')
  );
}

function shellWord(word: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
