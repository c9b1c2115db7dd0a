// Events of a Salt bus as lines of a rawfile_json capture, in few words: for cases that a test makes up.
import type { Json, JsonObject } from '../../shared/salt/json.ts';

/** A line at so many seconds after the begin of the made-up capture. */
export type Line = { readonly at: number; readonly tag: string; readonly data: JsonObject };

const begin = Date.UTC(2026, 2, 1, 12, 0, 0);

function stampAt(at: number): string {
  return new Date(begin + Math.round(at * 1000)).toISOString().replace('Z', '000+00:00');
}

/** A jid of that time. */
export function jidAt(at: number, n = 0): string {
  const digits = new Date(begin + Math.round(at * 1000)).toISOString().replaceAll(/\D/g, '').slice(0, 17);
  return `${digits}${String(n).padStart(3, '0')}`;
}

/** Any event. */
export function line(at: number, tag: string, data: JsonObject): Line {
  return { at, tag, data };
}

/** `salt/job/<jid>/new`. */
export function published(
  at: number,
  jid: string,
  fun: string,
  minions: readonly string[],
  more: JsonObject = {},
): Line {
  const data = {
    jid,
    tgt_type: 'list',
    tgt: [...minions],
    user: 'root',
    fun,
    arg: [],
    minions: [...minions],
    missing: [],
    ...more,
  };
  return line(at, `salt/job/${jid}/new`, data);
}

/** `salt/job/<jid>/ret/<minion>`; `ts` is the minion's clock, right unless `ahead` says so. */
export function returned(
  at: number,
  jid: string,
  fun: string,
  minion: string,
  value: Json,
  more: JsonObject = {},
  ahead = 0,
): Line {
  const retcode = typeof more.retcode === 'number' ? more.retcode : 0;
  const ts = Math.floor(begin / 1000 + at + ahead);
  const data = {
    cmd: '_return',
    id: minion,
    success: retcode === 0,
    return: value,
    retcode,
    jid,
    fun,
    fun_args: [],
    user: 'root',
    ts,
    ...more,
  };
  return line(at, `salt/job/${jid}/ret/${minion}`, data);
}

/** A state run's map of one state. */
export function state(id: string, fun: string, more: JsonObject = {}): JsonObject {
  const [module = '', name = ''] = fun.split('.');
  const result = {
    __id__: id,
    __sls__: 'made',
    name: id,
    result: true,
    changes: {},
    comment: '',
    duration: 5,
    __run_num__: 0,
    ...more,
  };
  return { [`${module}_|-${id}_|-${String(result.name)}_|-${name}`]: result };
}

/** A failed state run. */
export const failing: JsonObject = { retcode: 2 };

/** An event that a minion sends, in its wrapper. */
export function sent(at: number, tag: string, minion: string, data: JsonObject = {}): Line {
  return line(at, tag, {
    cmd: '_minion_event',
    id: minion,
    tag,
    pretag: null,
    data,
    ts: Math.floor(begin / 1000 + at),
  });
}

/** The lines as a capture, in the order of time. */
export function captureOf(lines: readonly Line[]): string[] {
  return lines
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, tag, data }) => JSON.stringify({ data: { ...data, _stamp: stampAt(at) }, tag }));
}
