// Every table and column of a case in one sentence each, and what it joins to. `docs/schema.md` and the SQL help come from here;
// a test holds that the real schema has nothing that is not said here. The DDL itself is in `migrations/`.
import type { DictionaryKind } from './columns/column-defs.ts';

/** What a column's value points at. */
type Join = { readonly table: string; readonly column: string; readonly dictionary?: DictionaryKind };

/** One column: SQLite's type, whether it may be NULL, one sentence. */
type ColumnDoc = {
  readonly name: string;
  readonly type: 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB';
  readonly nullable: boolean;
  readonly doc: string;
  readonly joins?: Join;
};

/** One table. `derived` ones can be rebuilt from the others. */
type TableDoc = {
  readonly name: string;
  readonly doc: string;
  readonly role: 'raw' | 'read' | 'derived' | 'own';
  readonly columns: readonly ColumnDoc[];
};

type Extra = { readonly nullable?: true; readonly joins?: Join };

function column(type: ColumnDoc['type']) {
  return (name: string, doc: string, extra: Extra = {}): ColumnDoc => ({
    name,
    type,
    nullable: extra.nullable ?? false,
    doc,
    ...(extra.joins === undefined ? {} : { joins: extra.joins }),
  });
}

const integer = column('INTEGER');
const real = column('REAL');
const text = column('TEXT');
const blob = column('BLOB');
const nullable = { nullable: true } as const;
const toEvent: Extra = { joins: { table: 'event', column: 'id' } };
const toSource: Extra = { joins: { table: 'source', column: 'id' } };

function toDictionary(dictionary: DictionaryKind): { readonly joins: Join } {
  return { joins: { table: 'dictionary', column: 'id', dictionary } };
}

function id(name: string, doc: string, dictionary: DictionaryKind): ColumnDoc {
  return integer(name, doc, { nullable: true, ...toDictionary(dictionary) });
}

/** All tables of a case. Times are µs since 1970 UTC; NULL means not in the capture, or not known. */
export const tableDocs: readonly TableDoc[] = [
  {
    name: 'meta',
    doc: 'Small settings of the case, one a row.',
    role: 'own',
    columns: [text('key', 'Name of the setting.'), text('value', 'Its value; JSON where it is more than a word.')],
  },
  {
    name: 'saved_query',
    doc: 'Saved queries of the case.',
    role: 'own',
    columns: [
      text('name', 'Its name.'),
      text('description', 'What it is for.'),
      text('kind', 'Its language: filter, sequence or sql.'),
      text('text', 'The query; `$name` stands for a parameter.'),
      text('parameters', 'Its parameters, as a JSON list of {name, type, description, default, choices}.'),
    ],
  },
  {
    name: 'saved_view',
    doc: 'Named views: filter, span, selection and layout.',
    role: 'own',
    columns: [text('name', 'Its name.'), text('view', 'What it shows, as JSON.')],
  },
  {
    name: 'note',
    doc: 'Bookmarks, notes and tags on events, jobs and spans; they name the thing, not its number, so that they outlive it.',
    role: 'own',
    columns: [
      text('key', 'What it is about, in one word: `event`, `job` or `span` with what tells it from every other.'),
      text('what', 'event, job or span.'),
      text('tag', 'Of an event: its tag.', nullable),
      integer('stamp', 'Of an event: its stamp; of a span: its begin, inside.', nullable),
      integer('until', 'Of a span: its end, outside.', nullable),
      text('jid', 'Of a job: its jid.', nullable),
      integer('event', 'Of an event: its number when it was last looked up.', nullable),
      integer('is_bookmarked', '1 for a bookmark, 0 for a note or tags alone.'),
      text('text', 'What was noted, plain text.'),
      text('tags', 'Tags, as a JSON list.'),
      integer('changed', 'When it was last changed.'),
    ],
  },
  {
    name: 'source',
    doc: 'The files and streams that were read, each with its account: read = accepted + duplicates + rejected.',
    role: 'raw',
    columns: [
      integer('id', 'Number of the source, from 1 in the order of reading.'),
      text('name', 'Short name, as shown.'),
      text('path', 'Where it was read from; `-` is standard input.'),
      text('format', 'Name of the log format.'),
      integer('bytes', 'Unpacked bytes read.'),
      integer('lines', 'Line feeds in those bytes.'),
      integer('read', 'Records read.'),
      integer('accepted', 'Records that became events.'),
      integer('duplicates', 'Records that were in the case already; their places are in `origin`.'),
      integer('rejected', 'Records that could not be read; each has a problem.'),
      integer('first_stamp', 'Earliest stamp in it.', nullable),
      integer('last_stamp', 'Latest stamp in it.', nullable),
      integer('is_complete', '1 when it was read to its end, 0 while it is being read or when that was stopped.'),
    ],
  },
  {
    name: 'block',
    doc: 'The raw bytes of the sources, compressed; the blocks of one source, unpacked and joined, are the source.',
    role: 'raw',
    columns: [
      integer('id', 'Number of the block, from 1.'),
      integer('source', 'The source it is of.', toSource),
      integer('offset', 'Where it begins in the source, in bytes from 0.'),
      integer('first_line', 'Line of the source on which it begins, from 1.'),
      integer('lines', 'Line feeds in it.'),
      integer('length', 'Unpacked length in bytes.'),
      text('codec', 'How it is compressed: none, deflate or zstd.'),
      blob('bytes', 'The compressed bytes.'),
    ],
  },
  {
    name: 'dictionary',
    doc: 'Every string that events repeat, once, under a number; 0 is never used.',
    role: 'read',
    columns: [
      integer(
        'kind',
        'Which dictionary: position in minion, fun, jid, user, shape, retcode, sls, state_id, state_fun, state_name.',
      ),
      integer('id', 'Number of the string, from 1 in each dictionary.'),
      text(
        'text',
        'The string; lists are joined by U+001F. A shape is a tag with its jid as U+0001 and its minion as U+0002.',
      ),
    ],
  },
  {
    name: 'segment',
    doc: 'The columns of the events, 65,536 events a piece, as little-endian arrays: what the program itself counts over.',
    role: 'read',
    columns: [
      integer('segment', 'Number of the piece, from 0; it holds the events from 65,536 · segment + 1.'),
      text('column', 'Name of the column.'),
      text('codec', 'How it is compressed: none, deflate or zstd.'),
      blob('bytes', 'The elements of the events there are, little-endian.'),
    ],
  },
  {
    name: 'event',
    doc: 'One row an event, narrow, for SQL, made with the derived tables; the raw record is in `block`.',
    role: 'read',
    columns: [
      integer('id', 'Number of the event, from 1 in the order of reading.'),
      integer(
        'stamp',
        "When the master's bus stamped it; of an event without a stamp (flags & 1) that of its neighbour.",
      ),
      integer('kind', 'Position of its kind in the list of kinds (0 unknown, 1 new, 2 publish, 3 ret …).'),
      id('minion', 'Who sent it, or whom it is about.', 'minion'),
      id('fun', 'The function, or several joined by U+001F.', 'fun'),
      id('jid', 'The job.', 'jid'),
      id('user', 'Who started the job.', 'user'),
      id('shape', 'Its tag, with placeholders for jid and minion.', 'shape'),
      id('retcode', 'The return code as decimal text, or several joined by U+001F.', 'retcode'),
      integer('success', 'What `success` said: bit 1 true, bit 2 false, 0 absent.'),
      integer(
        'outcome',
        'Bits: 1 succeeded, 2 changed, 4 failed, 8 missing, 16 running, 32 unknown; of a new event those of all its minions.',
      ),
      integer(
        'flags',
        'Bits: 1 no stamp, 2 test run, 4 internal, 8 tag claimed by a minion, 16 has a problem, 32 scheduled, 64 and 128: 4 or 2 was concluded from the job.',
      ),
      integer('source', 'The source it was first read from.', toSource),
    ],
  },
  {
    name: 'publish',
    doc: 'The parts of `new` events that have no column: target, arguments, expected minions.',
    role: 'read',
    columns: [
      integer('event', 'The new event.', toEvent),
      id('jid', 'Its job.', 'jid'),
      text('tgt', 'The target, as JSON.'),
      text('tgt_type', 'How the target is to be read: glob, list, compound …', nullable),
      text('arg', 'The arguments, as JSON.'),
      blob('expected', 'The minions that the master expected, as little-endian u32 numbers of the dictionary minion.'),
      blob('missing', 'Targeted names that the master does not know, in the same form.'),
    ],
  },
  {
    name: 'state_result',
    doc: 'One row a state of every state run that came back.',
    role: 'read',
    columns: [
      integer('id', 'Number of the row; rows of one event follow each other in the order of its record.'),
      integer('event', 'The return it is in.', toEvent),
      integer('run_num', "Salt's `__run_num__`.", nullable),
      id('sls', 'The SLS file.', 'sls'),
      id('state_id', 'The ID of the state.', 'state_id'),
      id('state_fun', '`module.function`.', 'state_fun'),
      id('state_name', 'Its `name`.', 'state_name'),
      integer('result', '1 true, 0 false, NULL would change (test run), 2 not readable (Salt trimmed it).', nullable),
      integer('changed', '1 when it reports changes.'),
      integer(
        'role',
        '0 none, 1 failed by itself (root), 2 failed because of a root in the run, 3 because of one that is not in the run.',
      ),
      real('duration_ms', 'How long it ran, in ms.', nullable),
      text('comment', 'What the state says.'),
      text('blocked_by', 'Of a cascade: its roots as `sls.id`, joined by U+001F.', nullable),
    ],
  },
  {
    name: 'state_batch',
    doc: 'States that an import has read and that are not in `state_result` yet; empty once the jobs are derived.',
    role: 'read',
    columns: [
      integer('id', 'Number of the batch, rising in the order of reading.'),
      integer('first_event', 'The first return with states in it.', toEvent),
      integer('states', 'How many states it holds.'),
      blob('columns', 'Their columns, little-endian, one behind the other, as `writer/state-batches.ts` says.'),
      text('texts', 'What they say, each text once, as a JSON list.'),
    ],
  },
  {
    name: 'origin',
    doc: 'Further places of events that were read more than once; the first place is the block of the event.',
    role: 'read',
    columns: [
      integer('event', 'The event.', toEvent),
      integer('source', 'The source it was found in again.', toSource),
      integer('offset', 'Byte in that source, from 0.'),
      integer('line', 'Line in that source, from 1.'),
      integer('length', 'Bytes of the record.'),
    ],
  },
  {
    name: 'problem',
    doc: 'Defects of the sources, each in its place (not all of very many: `problem_count` has their true number).',
    role: 'read',
    columns: [
      integer('id', 'Number of the problem, from 1 in the order of reading.'),
      integer('source', 'The source it is in.', toSource),
      integer('code', 'Position in the list of problem codes.'),
      integer('line', 'Line in the source, from 1.'),
      integer('offset', 'Byte in the source, from 0.'),
      text('detail', 'Words about this one.', nullable),
      text('sample', 'The beginning of the text in question.'),
      integer('event', 'The event that came of the record nevertheless.', { nullable: true, ...toEvent }),
    ],
  },
  {
    name: 'problem_count',
    doc: 'How often each problem occurs in each source.',
    role: 'read',
    columns: [
      integer('source', 'The source.', toSource),
      integer('code', 'Position in the list of problem codes.'),
      integer('count', 'How often.'),
    ],
  },
  {
    name: 'job',
    doc: 'One row a job.',
    role: 'derived',
    columns: [
      integer('jid', 'The job.', toDictionary('jid')),
      id('fun', 'The function, or several joined by U+001F.', 'fun'),
      text('arg', 'The arguments, as JSON.'),
      id('user', 'Who started it.', 'user'),
      text('tgt', 'The target, as JSON.'),
      text('tgt_type', 'How the target is to be read.', nullable),
      integer('started', 'Stamp of its first event.', nullable),
      integer('ended', 'Stamp of its last return.', nullable),
      integer('duration_us', 'From the one to the other, in µs.', nullable),
      integer('is_internal', '1 for polls and the like that Salt starts by itself.'),
      integer('is_test', '1 for a test run.'),
      integer('expected', 'Minions the master expected to return.', nullable),
      integer('returned', 'Minions that returned.'),
      integer('succeeded', 'Of these: succeeded, changing nothing.'),
      integer('changed', 'Of these: succeeded with changes.'),
      integer('failed', 'Of these: failed.'),
      integer('missing', 'Expected minions that did not return.', nullable),
      integer('running', 'Expected minions that were still at it when the capture ended.', nullable),
      integer('unknown', 'Returns that do not say how they ended.'),
      integer('unexpected', 'Minions that returned without being expected.', nullable),
      text(
        'origin_kind',
        'Who or what started it: cli, salt-call, schedule, reaction, orchestration, batch, api, runner, unknown.',
        nullable,
      ),
      text('origin_certainty', '`certain` when the capture says so, `inferred` when it was concluded.', nullable),
      text('origin_because', 'What tells the origin, in words.', nullable),
      integer('event', 'Its first new event, or its first event where there is none.', toEvent),
    ],
  },
  {
    name: 'job_minion',
    doc: 'One row a minion of a job, expected or returned.',
    role: 'derived',
    columns: [
      integer('jid', 'The job.', { joins: { table: 'job', column: 'jid' } }),
      integer('minion', 'The minion.', { joins: { table: 'minion', column: 'minion' } }),
      integer(
        'outcome',
        'What became of it, one bit: 1 succeeded, 2 changed, 4 failed, 8 missing, 16 running, 32 unknown.',
      ),
      integer('rule', 'Which rule decided that: 1 + its position in the list of rules, 0 none.'),
      integer('event', 'Its return; stamp, retcode and success are there.', { nullable: true, ...toEvent }),
      integer('duration_us', 'From the earliest new event that expects it to the return, in µs.', nullable),
      integer('duplicates', 'Further equal returns; counted once.'),
      integer(
        'is_expected',
        '1 when the master expected it, 0 when not, NULL when no list is in the capture.',
        nullable,
      ),
      text('reason', 'Why the return is missing.', nullable),
      text('certainty', 'How sure the reason is: certain or inferred.', nullable),
      text('evidence', 'Events that show the reason: numbers, as a JSON list.', nullable),
      text('also', 'Further reasons, as a JSON list of {reason, certainty, evidence}.', nullable),
    ],
  },
  {
    name: 'minion',
    doc: 'One row a minion, over the whole capture.',
    role: 'derived',
    columns: [
      integer('minion', 'The minion.', toDictionary('minion')),
      integer('first_seen', 'Stamp of its first event.', nullable),
      integer('last_seen', 'Stamp of its last event.', nullable),
      integer('returns', 'Returns of it.'),
      integer('failed', 'Of these: failed.'),
      integer('missing', 'Jobs that expected it in vain.'),
      integer('starts', 'Times it connected.'),
      integer('is_silent', '1 when a job expected it in vain and it returned nothing after.'),
      text('salt', 'Its Salt version, where it tells.', nullable),
      real('skew_s', "Seconds that its clock is ahead of the master's.", nullable),
    ],
  },
  {
    name: 'finding',
    doc: 'What the rules found, one row a finding, most important first.',
    role: 'derived',
    columns: [
      integer('id', 'Place in the list, from 1; one that follows from another stands behind it.'),
      text('rule', 'The rule that found it.'),
      text('variant', 'Which case of the rule it is.', nullable),
      text('severity', 'info, notice, warning or error; at least that of what follows from it.'),
      text('certainty', '`certain` or `inferred`.'),
      text('title', 'What went wrong, in one sentence.'),
      text('explain', 'Why, and what it means.'),
      text('next', 'What to do next.'),
      text('translated', 'The same in other languages, as JSON {language: {title, explain, next}}.'),
      text('quote', 'Words of Salt or of a command, as they came.', nullable),
      text('minions', 'Minions it is about: numbers of the dictionary, as a JSON list.'),
      text('jids', 'Jobs it is about: numbers of the dictionary, as a JSON list.'),
      text('events', 'Events that show it: numbers, as a JSON list; not all of very many.'),
      integer('event_total', 'How many events show it.'),
      integer('first', 'Stamp of the first of them.', nullable),
      integer('last', 'Stamp of the last of them.', nullable),
      integer('because_of', 'The finding that it is a consequence of.', {
        nullable: true,
        joins: { table: 'finding', column: 'id' },
      }),
      text('tie', 'What ties it to that: same-job, same-minions, same-time or wrong-clocks.', nullable),
      integer('followers', 'Findings that follow from it.'),
    ],
  },
  {
    name: 'signed',
    doc: 'Groups of blocks that have signatures: a search for a text skips the blocks that surely lack it.',
    role: 'derived',
    columns: [
      integer(
        'first_block',
        'The first block of the group; groups are 2,048 blocks long, the last one may be shorter.',
      ),
      integer('blocks', 'Signed blocks in it.'),
      integer('method', 'How they were signed; other methods than the one of the program are made anew.'),
    ],
  },
  {
    name: 'signature',
    doc: 'The signatures of a group, bit by bit: for each bit of a signature a row of bits, one a block.',
    role: 'derived',
    columns: [
      integer('first_block', 'The group.', { joins: { table: 'signed', column: 'first_block' } }),
      integer('part', 'Number of the piece, from 0; it holds 128 rows of bits.'),
      text('codec', 'How it is compressed: none, deflate or zstd.'),
      blob('bytes', 'The rows, each padded to whole little-endian u32.'),
    ],
  },
  {
    name: 'promoted',
    doc: 'Paths into the data of events that were made columns.',
    role: 'own',
    columns: [
      integer('id', 'Number of the path.'),
      text('path', 'The path as it stands in a filter, such as `data.return.version`.'),
      integer('events', 'Events that were read for it: those up to this number.'),
      integer('is_too_varied', '1 when it has more different values than a column can hold; it is not a column then.'),
    ],
  },
  {
    name: 'promoted_value',
    doc: 'The different values of the promoted paths; an event may have several at once.',
    role: 'derived',
    columns: [
      integer('promoted', 'The path.', { joins: { table: 'promoted', column: 'id' } }),
      integer('id', 'Number of the value, from 1; 0 is no value.'),
      text('value', 'The values of one event as a JSON list of texts that begin with their type: s, n, b, z, m, l.'),
    ],
  },
  {
    name: 'promoted_segment',
    doc: 'The promoted paths of the events, 65,536 events a piece.',
    role: 'derived',
    columns: [
      integer('promoted', 'The path.', { joins: { table: 'promoted', column: 'id' } }),
      integer('segment', 'Number of the piece, from 0; it holds the events from 65,536 · segment + 1.'),
      text('codec', 'How it is compressed: none, deflate or zstd.'),
      blob('bytes', 'Numbers of values, one an event, as little-endian u32.'),
    ],
  },
];
