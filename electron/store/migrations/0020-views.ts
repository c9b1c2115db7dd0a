// The views for people who ask in SQL: Salt's names and readable values instead of numbers of dictionaries and bits. Plain SQL, so
// that any SQLite program can use them. Lists of words stand here as they were: a longer list needs a new step.
import type { Migration } from './migration.ts';

const kinds =
  'unknown new publish ret start prog state-result sub-error job-error legacy-error bare-jid minion-start minion-ping refresh minion-error beacon auth key presence run-new run-args run-ret run-progress wheel-new wheel-ret batch cloud fileserver stats hook reactors master-start engine syndic cluster queue custom';
const outcomes = ['succeeded', 'changed', 'failed', 'missing', 'running', 'unknown'];
const rules =
  'state-results compile-error render-error pillar-error conflict runner-data invalid-arguments retcode success failure-text trimmed no-sign-of-failure multi-function';
const roles = 'none root cascade unresolved';
const problems =
  'noise:info record-truncated:data-loss record-malformed:error record-no-event:error record-too-large:data-loss invalid-utf8:data-loss nan:notice duplicate-key:notice big-integer:notice stamp-missing:notice stamp-unreadable:notice tag-rebuilt:info trimmed:data-loss payload-shed:data-loss forged-tag:notice field-odd:notice compressed-cut:data-loss';

/** A number → the word in that place, from `first`. */
function wordOf(value: string, words: readonly string[], first = 0): string {
  return `CASE ${value} ${words.map((word, at) => `WHEN ${at + first} THEN '${word}'`).join(' ')} END`;
}

/** A stamp → ISO 8601 UTC with microseconds. */
function isoOf(stamp: string): string {
  const micros = `((${stamp} % 1000000 + 1000000) % 1000000)`;
  return `strftime('%Y-%m-%dT%H:%M:%S', (${stamp} - ${micros}) / 1000000, 'unixepoch') || printf('.%06dZ', ${micros})`;
}

/** A number of a dictionary → its text. */
function textOf(dictionary: number, id: string): string {
  return `(SELECT d.text FROM dictionary AS d WHERE d.kind = ${dictionary} AND d.id = ${id})`;
}

/** The same, put through an expression over `d.text`. */
function fromText(dictionary: number, id: string, expression: string): string {
  return `(SELECT ${expression} FROM dictionary AS d WHERE d.kind = ${dictionary} AND d.id = ${id})`;
}

const joinedText = "replace(d.text, char(31), ',')";
const textList = `CASE instr(d.text, char(31)) WHEN 0 THEN json_array(d.text) ELSE (
    WITH RECURSIVE part(word, rest) AS (
      SELECT NULL, d.text || char(31)
      UNION ALL
      SELECT substr(rest, 1, instr(rest, char(31)) - 1), substr(rest, instr(rest, char(31)) + 1)
      FROM part WHERE instr(rest, char(31)) > 0
    )
    SELECT json_group_array(word) FROM part WHERE word IS NOT NULL) END`;
// An infinite number has no spelling in JSON, but one that is read as infinite.
const numberText = "replace(replace(d.text, char(31), ','), 'Infinity', '9e999')";
const numberOrList = `CASE instr(d.text, char(31)) WHEN 0 THEN CAST(${numberText} AS NUMERIC) ELSE ${numberText} END`;

function successOf(bits: string): string {
  return `CASE ${bits} WHEN 1 THEN 1 WHEN 2 THEN 0 WHEN 3 THEN 0 END`;
}

function outcomeOf(bits: string): string {
  const single = outcomes.map((word, bit) => `WHEN ${1 << bit} THEN '${word}'`).join(' ');
  const several = outcomes.map((word, bit) => `iif(${bits} & ${1 << bit}, ',${word}', '')`).join(' || ');
  return `CASE ${bits} WHEN 0 THEN NULL ${single} ELSE substr(${several}, 2) END`;
}

/** A shape with jid and minion filled in; the slow way round only where the parts themselves hold marks. */
const tag = `(SELECT CASE
    WHEN instr(s.text, char(3)) = 0 AND instr(coalesce(j.text, ''), char(2)) = 0
    THEN replace(replace(s.text, char(1), coalesce(j.text, '')), char(2), coalesce(m.text, ''))
    ELSE (
      WITH RECURSIVE walk(rest, filled) AS (
        SELECT s.text, ''
        UNION ALL
        SELECT substr(rest, CASE substr(rest, 1, 1) WHEN char(3) THEN 3 ELSE 2 END),
          filled || CASE substr(rest, 1, 1)
            WHEN char(1) THEN coalesce(j.text, '')
            WHEN char(2) THEN coalesce(m.text, '')
            WHEN char(3) THEN substr(rest, 2, 1)
            ELSE substr(rest, 1, 1) END
        FROM walk WHERE rest <> ''
      )
      SELECT filled FROM walk WHERE rest = '')
    END
    FROM dictionary AS s
    LEFT JOIN dictionary AS j ON j.kind = 2 AND j.id = e.jid
    LEFT JOIN dictionary AS m ON m.kind = 0 AND m.id = e.minion
    WHERE s.kind = 4 AND s.id = e.shape)`;

function ofPublish(expression: string): string {
  return `(SELECT ${expression} FROM publish AS p WHERE p.event = e.id)`;
}

const nibbles = [4, 0, 12, 8, 20, 16, 28, 24]
  .map((shift, at) => `(instr('123456789ABCDEF', substr(hex(substr(p.expected, at, 4)), ${at + 1}, 1)) << ${shift})`)
  .join(' + ');
/** The little-endian numbers of a blob → the names of the minions. */
const expectedNames = `(
    WITH RECURSIVE place(at) AS (
      SELECT 1 WHERE length(p.expected) > 0
      UNION ALL
      SELECT at + 4 FROM place WHERE at + 4 <= length(p.expected)
    )
    SELECT json_group_array(d.text) FROM place
    JOIN dictionary AS d ON d.kind = 0 AND d.id = ${nibbles})`;
const tgtNames = `(SELECT json_group_array(t.value) FROM json_each(p.tgt) AS t
    WHERE t.type = 'text' AND json_type(p.tgt) IN ('text', 'array'))`;
const plainTgt = (tgt: string) => `iif(json_type(${tgt}) = 'text', ${tgt} ->> '$', ${tgt})`;

function ofReturn(expression: string): string {
  return `(SELECT ${expression} FROM event AS e WHERE e.id = r.event)`;
}

/** What each column means stands in `shared/questions/sql-views.ts`. */
export const views0020: Migration = {
  version: 20,
  title: 'views',
  up: (db) => {
    db.exec(`
CREATE VIEW events AS
SELECT
  e.id AS id,
  iif(e.flags & 1, NULL, e.stamp) AS stamp,
  iif(e.flags & 1, NULL, ${isoOf('e.stamp')}) AS time,
  ${wordOf('e.kind', kinds.split(' '))} AS kind,
  ${tag} AS tag,
  ${textOf(0, 'e.minion')} AS minion,
  ${textOf(2, 'e.jid')} AS jid,
  ${fromText(1, 'e.fun', joinedText)} AS fun,
  ${textOf(3, 'e.user')} AS user,
  ${outcomeOf('e.outcome')} AS outcome,
  ${fromText(5, 'e.retcode', numberOrList)} AS retcode,
  ${successOf('e.success')} AS success,
  (e.flags >> 1) & 1 AS test,
  (e.flags >> 2) & 1 AS internal,
  (e.flags >> 3) & 1 AS claimed,
  (e.flags >> 4) & 1 AS has_problem,
  ${ofPublish(plainTgt('p.tgt'))} AS tgt,
  ${ofPublish('p.tgt_type')} AS tgt_type,
  ${ofPublish('p.arg')} AS arg,
  (SELECT s.name FROM source AS s WHERE s.id = e.source) AS source,
  e.stamp AS order_stamp,
  coalesce(${fromText(1, 'e.fun', textList)}, '[]') AS funs,
  coalesce('[' || ${fromText(5, 'e.retcode', numberText)} || ']', '[]') AS retcodes,
  ${wordOf('e.success', ['[]', '[true]', '[false]', '[true,false]'])} AS successes,
  coalesce('["' || replace(${outcomeOf('e.outcome')}, ',', '","') || '"]', '[]') AS outcomes,
  coalesce(${ofPublish(tgtNames)}, '[]') AS tgts,
  coalesce(${ofPublish(expectedNames)}, '[]') AS expected
FROM event AS e;

CREATE VIEW jobs AS
SELECT
  ${textOf(2, 'j.jid')} AS jid,
  ${fromText(1, 'j.fun', joinedText)} AS fun,
  j.arg AS arg,
  ${textOf(3, 'j.user')} AS user,
  ${plainTgt('j.tgt')} AS tgt,
  j.tgt_type AS tgt_type,
  j.started AS started,
  ${isoOf('j.started')} AS started_time,
  j.ended AS ended,
  ${isoOf('j.ended')} AS ended_time,
  j.duration_us AS duration_us,
  j.is_internal AS internal,
  j.is_test AS test,
  j.expected AS expected,
  j.returned AS returned,
  j.succeeded AS succeeded,
  j.changed AS changed,
  j.failed AS failed,
  j.missing AS missing,
  j.running AS running,
  j.unknown AS unknown,
  j.unexpected AS unexpected,
  j.origin_kind AS origin,
  j.origin_certainty AS origin_certainty,
  j.origin_because AS origin_because,
  j.event AS event
FROM job AS j;

CREATE VIEW returns AS
SELECT
  ${textOf(2, 'r.jid')} AS jid,
  ${textOf(0, 'r.minion')} AS minion,
  (SELECT ${fromText(1, 'j.fun', joinedText)} FROM job AS j WHERE j.jid = r.jid) AS fun,
  ${outcomeOf('r.outcome')} AS outcome,
  ${wordOf('r.rule', rules.split(' '), 1)} AS outcome_by,
  ${ofReturn(fromText(5, 'e.retcode', numberOrList))} AS retcode,
  ${ofReturn(successOf('e.success'))} AS success,
  ${ofReturn('iif(e.flags & 1, NULL, e.stamp)')} AS stamp,
  ${ofReturn(`iif(e.flags & 1, NULL, ${isoOf('e.stamp')})`)} AS time,
  r.duration_us AS duration_us,
  r.duplicates AS duplicates,
  r.is_expected AS expected,
  r.reason AS reason,
  r.certainty AS certainty,
  r.evidence AS evidence,
  r.event AS event
FROM job_minion AS r;

CREATE VIEW state_results AS
SELECT
  r.id AS id,
  r.event AS event,
  ${ofReturn(textOf(2, 'e.jid'))} AS jid,
  ${ofReturn(textOf(0, 'e.minion'))} AS minion,
  ${ofReturn('iif(e.flags & 1, NULL, e.stamp)')} AS stamp,
  ${ofReturn(`iif(e.flags & 1, NULL, ${isoOf('e.stamp')})`)} AS time,
  r.run_num AS run_num,
  ${textOf(6, 'r.sls')} AS sls,
  ${textOf(7, 'r.state_id')} AS state_id,
  ${textOf(8, 'r.state_fun')} AS state_fun,
  ${textOf(9, 'r.state_name')} AS name,
  iif(r.result IN (0, 1), r.result, NULL) AS result,
  iif(r.result = 2, 1, 0) AS trimmed,
  r.changed AS changed,
  ${wordOf('r.role', roles.split(' '))} AS role,
  r.duration_ms AS duration_ms,
  r.comment AS comment,
  replace(r.blocked_by, char(31), ', ') AS blocked_by
FROM state_result AS r;

CREATE VIEW minions AS
SELECT
  ${textOf(0, 'm.minion')} AS minion,
  m.first_seen AS first_seen,
  ${isoOf('m.first_seen')} AS first_seen_time,
  m.last_seen AS last_seen,
  ${isoOf('m.last_seen')} AS last_seen_time,
  m.returns AS returns,
  m.failed AS failed,
  m.missing AS missing,
  m.starts AS starts,
  m.is_silent AS silent,
  m.salt AS salt,
  m.skew_s AS skew_s
FROM minion AS m;

CREATE VIEW problems AS
SELECT
  p.id AS id,
  ${wordOf(
    'p.code',
    problems.split(' ').map((pair) => pair.slice(0, pair.indexOf(':'))),
  )} AS code,
  ${wordOf(
    'p.code',
    problems.split(' ').map((pair) => pair.slice(pair.indexOf(':') + 1)),
  )} AS severity,
  (SELECT s.name FROM source AS s WHERE s.id = p.source) AS source,
  p.line AS line,
  p.offset AS offset,
  p.detail AS detail,
  p.sample AS sample,
  p.event AS event
FROM problem AS p;

CREATE VIEW gaps AS
SELECT
  s.reached AS from_stamp,
  ${isoOf('s.reached')} AS from_time,
  s.first_stamp AS to_stamp,
  ${isoOf('s.first_stamp')} AS to_time,
  s.first_stamp - s.reached AS duration_us
FROM (
  SELECT first_stamp, max(last_stamp) OVER (
    ORDER BY first_stamp, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS reached
  FROM source WHERE first_stamp IS NOT NULL
) AS s
WHERE s.first_stamp > s.reached + 60000000;

CREATE VIEW sources AS
SELECT
  s.id AS id,
  s.name AS name,
  s.path AS path,
  s.format AS format,
  s.bytes AS bytes,
  s.read AS read,
  s.accepted AS accepted,
  s.duplicates AS duplicates,
  s.rejected AS rejected,
  s.first_stamp AS first_stamp,
  ${isoOf('s.first_stamp')} AS first_time,
  s.last_stamp AS last_stamp,
  ${isoOf('s.last_stamp')} AS last_time,
  s.is_complete AS complete
FROM source AS s;
`);
  },
};
