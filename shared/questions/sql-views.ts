// The views and functions that SQL may use, each with a sentence: docs/schema.md, the schema browser and the completion come from here.
// Tests hold that the case has these views with these columns, and the reader these functions.

/** One column of a view. `NULL` in the sentence says when there is none. */
export type SqlColumnDoc = {
  readonly name: string;
  readonly type: 'INTEGER' | 'REAL' | 'TEXT' | 'JSON';
  readonly doc: string;
};

/** One view. */
export type SqlViewDoc = { readonly name: string; readonly doc: string; readonly columns: readonly SqlColumnDoc[] };

/** One function. */
export type SqlFunctionDoc = { readonly name: string; readonly usage: string; readonly doc: string };

function column(type: SqlColumnDoc['type']) {
  return (name: string, doc: string): SqlColumnDoc => ({ name, type, doc });
}

const integer = column('INTEGER');
const real = column('REAL');
const text = column('TEXT');
const json = column('JSON');

const iso = 'That stamp as text: ISO 8601 UTC with microseconds.';

/** All views. Stamps are µs since 1970 UTC; yes and no are 1 and 0; NULL means not in the capture, or not known. */
export const sqlViews: readonly SqlViewDoc[] = [
  {
    name: 'events',
    doc: 'One row an event of the bus.',
    columns: [
      integer('id', 'Number of the event, from 1 in the order of reading.'),
      integer('stamp', "When the master's bus stamped it, in µs; NULL without a stamp."),
      text('time', iso),
      text('kind', 'What sort of event it is: new, ret, minion-start, beacon …'),
      text('tag', 'The whole tag.'),
      text('minion', 'Who sent it, or whom it is about.'),
      text('jid', 'The job id.'),
      text('fun', 'The function; several are joined by commas.'),
      text('user', 'Who started the job.'),
      text(
        'outcome',
        'What became of a return: succeeded, changed, failed, missing, running, unknown; of a new event those of all its minions, joined by commas.',
      ),
      integer('retcode', 'The return code; several are joined by commas.'),
      integer('success', 'The flag as sent; of several 1 only when all are true.'),
      integer('test', '1 for a test run.'),
      integer('internal', '1 for find_job polls and the like.'),
      integer('claimed', '1 when a minion sent a tag that only the master sends.'),
      integer('has_problem', '1 when a defect is noted for it; see problems.'),
      text('tgt', 'The target of a new event; a list as JSON.'),
      text('tgt_type', 'How the target is to be read: glob, list, compound …'),
      json('arg', 'The arguments of a new event.'),
      text('source', 'Name of the source it was first read from.'),
      integer('order_stamp', 'The stamp it is ordered by: its own, or that of the event read before it.'),
      json('funs', 'All functions as a list.'),
      json('retcodes', 'All return codes as a list.'),
      json('successes', 'All success flags that occur, as a list.'),
      json('outcomes', 'All outcomes as a list.'),
      json('tgts', 'The target of a new event as a list of texts.'),
      json('expected', 'The minions that a new event expects, as a list.'),
    ],
  },
  {
    name: 'jobs',
    doc: 'One row a job, with what became of its minions.',
    columns: [
      text('jid', 'The job id.'),
      text('fun', 'The function; several are joined by commas.'),
      json('arg', 'The arguments.'),
      text('user', 'Who started it.'),
      text('tgt', 'The target; a list as JSON.'),
      text('tgt_type', 'How the target is to be read.'),
      integer('started', 'Stamp of its first event, in µs.'),
      text('started_time', iso),
      integer('ended', 'Stamp of its last return, in µs.'),
      text('ended_time', iso),
      integer('duration_us', 'From the one to the other, in µs.'),
      integer('internal', '1 for polls and the like that Salt starts by itself.'),
      integer('test', '1 for a test run.'),
      integer('expected', 'Minions the master expected to return.'),
      integer('returned', 'Minions that returned.'),
      integer('succeeded', 'Of these: succeeded, changing nothing.'),
      integer('changed', 'Of these: succeeded with changes.'),
      integer('failed', 'Of these: failed.'),
      integer('missing', 'Expected minions that did not return.'),
      integer('running', 'Expected minions that were still at it when the capture ended.'),
      integer('unknown', 'Returns that do not say how they ended.'),
      integer('unexpected', 'Minions that returned without being expected.'),
      text(
        'origin',
        'Who or what started it: cli, salt-call, schedule, reaction, orchestration, batch, api, runner, unknown.',
      ),
      text('origin_certainty', 'certain when the capture says so, inferred when it was concluded.'),
      text('origin_because', 'What tells the origin, in words.'),
      integer('event', 'Its first new event, or its first event where there is none.'),
    ],
  },
  {
    name: 'returns',
    doc: 'One row a minion of a job: what it returned, or that nothing came (outcome missing or running, event NULL).',
    columns: [
      text('jid', 'The job id.'),
      text('minion', 'The minion.'),
      text('fun', 'The function of the job; several are joined by commas.'),
      text('outcome', 'What became of it: succeeded, changed, failed, missing, running, unknown.'),
      text('outcome_by', 'Which rule decided that.'),
      integer('retcode', 'The return code; several are joined by commas.'),
      integer('success', 'The flag as sent.'),
      integer('stamp', 'Stamp of the return, in µs.'),
      text('time', iso),
      integer('duration_us', 'From the earliest new event that expects it to the return, in µs.'),
      integer('duplicates', 'Further equal returns; counted once.'),
      integer('expected', '1 when the master expected it, 0 when not, NULL when no list is in the capture.'),
      text('reason', 'Why the return is missing.'),
      text('certainty', 'How sure the reason is: certain or inferred.'),
      json('evidence', 'Events that show the reason, as a list of ids.'),
      integer('event', 'The return; NULL where none came.'),
    ],
  },
  {
    name: 'state_results',
    doc: 'One row a state of every state run that came back.',
    columns: [
      integer('id', 'Number of the row.'),
      integer('event', 'The return it is in.'),
      text('jid', 'The job id.'),
      text('minion', 'The minion.'),
      integer('stamp', 'Stamp of the return, in µs.'),
      text('time', iso),
      integer('run_num', "Salt's __run_num__."),
      text('sls', 'The SLS file.'),
      text('state_id', 'The ID of the state.'),
      text('state_fun', 'module.function.'),
      text('name', 'Its name.'),
      integer('result', '1 true, 0 false, NULL would change (test run) or trimmed.'),
      integer('trimmed', '1 when Salt trimmed it, so that its result cannot be read.'),
      integer('changed', '1 when it reports changes.'),
      text(
        'role',
        'root failed by itself, cascade because of a root in the run, unresolved because of one that is not in the run; none.',
      ),
      real('duration_ms', 'How long it ran, in ms.'),
      text('comment', 'What the state says.'),
      text('blocked_by', 'Of a cascade: its roots as sls.id, joined by commas.'),
    ],
  },
  {
    name: 'minions',
    doc: 'One row a minion, over the whole capture.',
    columns: [
      text('minion', 'The minion.'),
      integer('first_seen', 'Stamp of its first event, in µs.'),
      text('first_seen_time', iso),
      integer('last_seen', 'Stamp of its last event, in µs.'),
      text('last_seen_time', iso),
      integer('returns', 'Returns of it.'),
      integer('failed', 'Of these: failed.'),
      integer('missing', 'Jobs that expected it in vain.'),
      integer('starts', 'Times it connected.'),
      integer('silent', '1 when a job expected it in vain and it returned nothing after.'),
      text('salt', 'Its Salt version, where it tells.'),
      real('skew_s', "Seconds that its clock is ahead of the master's."),
    ],
  },
  {
    name: 'problems',
    doc: 'Defects noted while reading, each in its place.',
    columns: [
      integer('id', 'Number of the problem.'),
      text('code', 'What it is; docs/problems.md lists all.'),
      text('severity', 'info, notice, data-loss or error.'),
      text('source', 'Name of the source it is in.'),
      integer('line', 'Line in the source, from 1.'),
      integer('offset', 'Byte in the source, from 0.'),
      text('detail', 'Words about this one.'),
      text('sample', 'The beginning of the text in question.'),
      integer('event', 'The event that came of the record nevertheless.'),
    ],
  },
  {
    name: 'links',
    doc: 'Links between causes and effects that had to be concluded; `saltrace trace` knows more, because it reads what the other views tell.',
    columns: [
      integer('id', 'Number of the link.'),
      text('kind', 'What sort of link: asks-about, step-of, child-of, reaction, blocked-by, retry, beacon-of …'),
      text('certainty', 'certain, inferred, or possible: too weak to be drawn.'),
      text('from_jid', 'The cause: its job; NULL where it is an event.'),
      text('from_minion', 'The cause: its minion, where it is one minion in the job.'),
      integer('from_event', 'The cause, where it is an event.'),
      text('to_jid', 'The effect: its job; NULL where it is an event.'),
      text('to_minion', 'The effect: its minion, where it is one minion in the job.'),
      integer('to_event', 'The effect, where it is an event.'),
      json('because', 'Why: {code, values}.'),
      json('evidence', 'Events that show it, a list of their ids.'),
      real('score', 'How likely it is, 0 to 1; NULL for a certain one.'),
      json('parts', 'What the score is made of, a list of {name, value}.'),
      integer('runner_up', 'The event that was the next most likely cause.'),
      real('runner_up_score', 'Its score.'),
    ],
  },
  {
    name: 'gaps',
    doc: 'Times between sources, longer than a minute, in which none of them listened.',
    columns: [
      integer('from_stamp', 'Last stamp before it, in µs.'),
      text('from_time', iso),
      integer('to_stamp', 'First stamp after it, in µs.'),
      text('to_time', iso),
      integer('duration_us', 'How long, in µs.'),
    ],
  },
  {
    name: 'sources',
    doc: 'The files and streams that were read, each with its account: read = accepted + duplicates + rejected.',
    columns: [
      integer('id', 'Number of the source.'),
      text('name', 'Short name, as shown.'),
      text('path', 'Where it was read from; - is standard input.'),
      text('format', 'Name of the log format.'),
      integer('bytes', 'Unpacked bytes read.'),
      integer('read', 'Records read.'),
      integer('accepted', 'Records that became events.'),
      integer('duplicates', 'Records that were in the case already.'),
      integer('rejected', 'Records that could not be read; each has a problem.'),
      integer('first_stamp', 'Earliest stamp in it, in µs.'),
      text('first_time', iso),
      integer('last_stamp', 'Latest stamp in it, in µs.'),
      text('last_time', iso),
      integer('complete', '1 when it was read to its end.'),
    ],
  },
];

/** Functions that only Saltrace's own reader has, besides those of SQLite. */
export const sqlFunctions: readonly SqlFunctionDoc[] = [
  { name: 'event_data', usage: 'event_data(id)', doc: "An event's data as JSON text, for json_extract and ->>." },
  { name: 'event_raw', usage: 'event_raw(id)', doc: 'The raw record as text.' },
  { name: 'event_size', usage: 'event_size(id)', doc: 'Bytes of the raw record.' },
  {
    name: 'event_duration',
    usage: 'event_duration(id)',
    doc: 'Of a return: µs from the earliest new event that expects its minion; NULL where not known.',
  },
  {
    name: 'event_passes',
    usage: 'event_passes(id, filter)',
    doc: '1 when the event passes a filter, else 0: for words in the raw record and for data paths, which plain SQL cannot ask the same way.',
  },
  {
    name: 'salt_glob',
    usage: 'salt_glob(text, pattern)',
    doc: "1 when Salt's own matching says so: * crosses /, ?, [abc], [!abc].",
  },
  {
    name: 'salt_regexp',
    usage: 'salt_regexp(text, pattern)',
    doc: '1 when the pattern is found in the text; linear time (RE2), (?i) ignores case.',
  },
];
