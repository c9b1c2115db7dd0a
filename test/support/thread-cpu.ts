// CPU time of threads, from /proc: what a program costs, whatever else the machine does. Nothing is known of other systems than Linux.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** ms a tick of the kernel's clock. */
const tickMs = 10;

/** CPU time of all threads of a process by thread name, in ms; of its first thread as `main`. */
export function threadCpu(pid: number): Map<string, number> {
  const found = new Map<string, number>();
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return found;
  for (const task of readdirSync(tasks)) {
    let stat: string;
    try {
      stat = readFileSync(`${tasks}/${task}/stat`, 'utf8');
    } catch {
      // Ended since the folder was read.
      continue;
    }
    const end = stat.lastIndexOf(')');
    const name = task === String(pid) ? 'main' : stat.slice(stat.indexOf('(') + 1, end);
    const fields = stat.slice(end + 2).split(' ');
    // utime and stime, counted from the state, which is the third field.
    const ticks = Number(fields[11]) + Number(fields[12]);
    found.set(name, (found.get(name) ?? 0) + ticks * tickMs);
  }
  return found;
}
