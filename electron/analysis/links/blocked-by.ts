// Reads who held the lock in the texts of a run that was refused because another was at work (salt-events §4).
import { isObject, type Json } from '../../../shared/salt/json.ts';

/** The run that was at work. */
export type BlockingRun = { readonly jid: string; readonly pid: number };

const atWork = /is running as PID (\d+) and was started at [^\n]{0,80}? with jid (\d{20}(?:_\d+)?)/g;
const deepest = 4;

/**
 * The runs that a return names as being at work, each once. The job's own jid does not count: old versions printed the current one
 * (#26844).
 */
export function blockingRuns(value: Json | undefined, ownJid: string): BlockingRun[] {
  const found = new Map<string, BlockingRun>();
  const visit = (part: Json | undefined, depth: number): void => {
    if (typeof part === 'string') {
      for (const [, pid = '', jid = ''] of part.matchAll(atWork)) {
        if (jid !== ownJid && !found.has(jid)) found.set(jid, { jid, pid: Number(pid) });
      }
    } else if (depth < deepest && Array.isArray(part)) {
      for (const one of part) visit(one, depth + 1);
    } else if (depth < deepest && isObject(part)) {
      for (const key in part) visit(part[key], depth + 1);
    }
  };
  visit(value, 0);
  return [...found.values()];
}
