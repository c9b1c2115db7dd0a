// What sort of event a tag names: the closed list, in the order in which codes are stored (append only, never reorder).

/** Every kind with the tags it covers and where Salt fires it (salt-events §1). The position is the code in a case. */
export const kindDocs = [
  ['unknown', 'a tag under salt/ that this version does not know'],
  ['new', 'salt/job/<jid>/new: the master is about to send a job'],
  ['publish', 'salt/job/<jid>/publish: the load as sent (3007 and later)'],
  ['ret', 'salt/job/<jid>/ret/<minion>: what one minion sent back'],
  ['start', 'salt/job/<jid>/start/<minion>: a minion began the job (3008, when asked for)'],
  ['prog', 'salt/job/<jid>/prog/<minion>/<n>: progress of one state or one item'],
  ['state-result', 'salt/state_result/<jid>/<minion>/<name>: a state with fire_event'],
  ['sub-error', 'salt/job/<jid>/sub/<minion>/error/<fun>: one failed state of a state.sls run'],
  ['job-error', 'salt/job/<jid>/error and salt/job/error: a refused request'],
  ['legacy-error', '<module>.<function>: the old double of sub-error'],
  ['bare-jid', '<jid>: the old list of expected minions (to 3007)'],
  ['minion-start', 'salt/minion/<id>/start, minion_start: a minion connected'],
  ['minion-ping', 'minion_ping: a minion says it is there'],
  ['refresh', 'minion/refresh/<id>, resource/refresh/<id>: the master cached pillar or resources'],
  ['minion-error', '_salt_error: a function of a minion threw'],
  ['beacon', 'salt/beacon/<id>/<beacon>/<sub>: a beacon fired'],
  ['auth', 'salt/auth: a minion asked to be let in'],
  ['key', 'salt/key: a key was accepted, rejected or deleted'],
  ['presence', 'salt/presence/present, salt/presence/change: who is connected'],
  ['run-new', 'salt/run/<jid>/new: a runner began'],
  ['run-args', 'salt/run/<jid>/args: an orchestration step is about to run'],
  ['run-ret', 'salt/run/<jid>/ret: a runner ended'],
  ['run-progress', 'salt/run/<jid>/<any>: what a runner said in between'],
  ['wheel-new', 'salt/wheel/<jid>/new: a wheel function began'],
  ['wheel-ret', 'salt/wheel/<jid>/ret: a wheel function ended'],
  ['batch', 'salt/batch/<jid>/<step>: progress of a batch run (3008)'],
  ['cloud', 'salt/cloud/<vm>/<step>: salt-cloud'],
  ['fileserver', 'salt/fileserver/<backend>/update: files changed'],
  ['stats', 'salt/stats/<worker>: load of a master process'],
  ['hook', 'salt/netapi/hook/<path>: a webhook'],
  ['reactors', 'salt/reactors/manage/<op>: the reactor map was asked for or changed'],
  ['master-start', 'salt/event_listen/start: the master (its event_return) started'],
  ['engine', 'salt/engine/…, salt/engines/…: an engine'],
  ['syndic', 'syndic/<id>/…, salt/syndic/<id>/start: from a syndic'],
  ['cluster', 'cluster/…: plumbing of a master cluster'],
  ['queue', 'salt/queue/<queue>/process: the queue runner'],
  ['custom', 'any other tag: somebody fired it on purpose'],
] as const satisfies readonly (readonly [string, string])[];

/** Name of a kind. */
export type Kind = (typeof kindDocs)[number][0];

/** All kinds, by code. */
export const kinds: readonly Kind[] = kindDocs.map(([name]) => name);

const codes = new Map<string, number>(kinds.map((name, code) => [name, code]));

/** The number under which a kind is stored, or `undefined` for a word that is no kind. */
export function kindCode(kind: Kind): number;
export function kindCode(kind: string): number | undefined;
export function kindCode(kind: string): number | undefined {
  return codes.get(kind);
}
