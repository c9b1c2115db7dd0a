// Gives a tag back to an event whose capture lost it: returns written by a job returner, records of log shippers.
import { isObject, type JsonObject } from './json.ts';

/**
 * The tag that the master would have given to this data (salt-events §6.2, end), or `undefined` when the data names none.
 * The keys decide; what a minion sent alone carries its tag inside the wrapper.
 */
export function rebuildTag(data: JsonObject): string | undefined {
  const { cmd, jid, id, fun, tag } = data;
  if (cmd === '_minion_event') return isName(tag) ? tag : undefined;
  if (isName(jid)) {
    if (isName(id) && ('return' in data || cmd === '_return')) return `salt/job/${jid}/ret/${id}`;
    if (typeof fun === 'string' && /^(?:runner|wheel)\./.test(fun)) {
      const base = fun.startsWith('runner.') ? 'run' : 'wheel';
      return `salt/${base}/${jid}/${'return' in data ? 'ret' : 'new'}`;
    }
    if (fun !== undefined && Array.isArray(data.minions)) return `salt/job/${jid}/new`;
    if (fun !== undefined && 'tgt' in data && 'tgt_type' in data && 'arg' in data) return `salt/job/${jid}/publish`;
  }
  return rebuildWithoutJid(data);
}

function rebuildWithoutJid(data: JsonObject): string | undefined {
  const { act, id } = data;
  if (isName(id) && isName(act)) {
    // `salt/key` of 3008 carries the key too, but in the past tense; a delete never does (salt-live §1).
    const isKeyChange = /^(?:accepted|rejected|pending|denied|delete)$/.test(act);
    if ('pub' in data && !(isKeyChange && act !== 'denied')) return 'salt/auth';
    if ('result' in data) return 'salt/key';
  }
  if (isName(id) && 'pub' in data && 'result' in data) return 'salt/auth';
  if (Array.isArray(data.new) && Array.isArray(data.lost)) return 'salt/presence/change';
  if (Array.isArray(data.present)) return 'salt/presence/present';
  const refreshed = data['Minion data cache refresh'];
  if (isName(refreshed)) return `minion/refresh/${refreshed}`;
  const resource = data['Resource cache refresh'];
  if (isName(resource)) return `resource/refresh/${resource}`;
  if (isName(data.worker) && isObject(data.stats)) return `salt/stats/${data.worker}`;
  return undefined;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
