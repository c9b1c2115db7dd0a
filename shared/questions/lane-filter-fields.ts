// What lanes are called in the filter language.

/** By what lanes stand for: a field, or the path under which an event names its master. */
export const laneFilterFields = {
  minion: 'minion',
  job: 'jid',
  user: 'user',
  fun: 'fun',
  source: 'source',
  master: { path: [{ key: 'master_id' }] },
} as const;
