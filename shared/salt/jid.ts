// Job ids: strings of 20 digits made from a clock, sometimes with the maker's process id behind.
import { parseStamp, type Stamp } from '../base/stamp.ts';

/** 20 digits, then nothing or `_<pid>` (`unique_jid: True`); source: salt/utils/jid.py. */
const pattern = /^\d{20}(?:_\d*)?$/;

/** True for a job id that Salt itself would accept. `req`, `nocache` and the like are none. */
export function isJid(text: string): boolean {
  return pattern.test(text);
}

/**
 * The time written in a job id, as if it were UTC: a hint only, because old masters (before about 2018) used their local
 * time. `undefined` when the text is no job id or names no real time.
 */
export function jidTime(jid: string): Stamp | undefined {
  if (!isJid(jid)) return undefined;
  const date = `${jid.slice(0, 4)}-${jid.slice(4, 6)}-${jid.slice(6, 8)}`;
  return parseStamp(`${date}T${jid.slice(8, 10)}:${jid.slice(10, 12)}:${jid.slice(12, 14)}.${jid.slice(14, 20)}`);
}
