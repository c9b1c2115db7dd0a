// What the engine's door accepts: one schema a request. A name without a schema does not compile.
import { z } from 'zod';
import { noteBounds } from '../keep/note.ts';
import { thingSchema } from '../keep/report-schema.ts';
import { carriedThings } from '../questions/share.ts';
import { highestLevel, laneFields, laneSorts, lanesAtOnce } from '../questions/timeline.ts';
import { chosenRules, keepableRules } from '../salt/redaction.ts';
import type { RequestName, Requests } from './contract.ts';
import { keepSchemas } from './keep-schemas.ts';
import { ruleSchemas } from './rule-orders.ts';

// The renderer's CSP forbids `new Function`, which zod would otherwise probe.
z.config({ jitless: true });

const none = z.strictObject({});
const filter = z.string().max(20_000);
const span = z.strictObject({ from: z.number(), to: z.number() }).optional();
const limit = z.int().min(1).max(1000);
const offset = z.int().min(0);
const path = z.string().min(1).max(4096);
const sequence = { sequence: z.string().max(20_000), waitMs: z.number().min(0).max(60_000) };
const jid = z.string().max(200);
const choices = z.strictObject({
  keep: z.array(z.enum(keepableRules)).max(20),
  hide: z.array(z.enum(chosenRules)).max(20),
});
const which = z.enum(['kept', 'standing', 'auto']);
const traceKeys = z.array(z.string().max(2000)).max(50).optional();
const minions = z.array(z.string().max(1000)).min(1).max(100_000);
const without = z.array(z.enum(carriedThings)).max(10);
const side = z.union([z.strictObject({ jid }), z.strictObject({ selection: z.strictObject({ filter, span }) })]);
const by = z.enum(laneFields);
const lanes = z.array(z.int().min(0)).max(lanesAtOnce);

/** Schema of every request body. */
export const requestSchemas: { readonly [N in RequestName]: z.ZodType<Requests[N]['body']> } = {
  'case.info': none,
  'case.summary': none,
  'findings.list': none,
  'case.problems': z.strictObject({ source: z.int().optional(), code: z.string().max(50).optional(), offset, limit }),
  'events.page': z.strictObject({
    filter,
    span,
    start: z.union([
      z.strictObject({ row: offset }),
      z.strictObject({ after: offset }),
      z.strictObject({ around: offset }),
    ]),
    limit,
    paths: z.array(z.string().max(500)).max(20).optional(),
  }),
  'events.one': z.strictObject({ id: z.int().min(1) }),
  'events.histogram': z.strictObject({
    filter,
    span,
    buckets: z.int().min(1).max(4000),
    stack: z.enum(['kind', 'outcome', 'none']),
  }),
  'events.facets': z.strictObject({ filter, span, fields: z.array(z.string().max(500)).min(1).max(20), limit }),
  'filter.values': z.strictObject({ field: z.string().max(500), text: z.string().max(500), limit }),
  'jobs.list': z.strictObject({
    filter,
    span,
    internal: z.boolean(),
    sort: z.enum(['worst', 'started', 'duration', 'jid']),
    descending: z.boolean(),
    offset,
    limit,
  }),
  'job.story': z.strictObject({ jid }),
  'minions.list': z.strictObject({
    filter,
    span,
    sort: z.enum(['minion', 'failed', 'missing', 'last-seen']),
    descending: z.boolean(),
    offset,
    limit,
  }),
  'minion.story': z.strictObject({ minion: z.string().max(1000) }),
  'states.list': z.strictObject({ filter, span, jid: jid.optional(), event: z.int().optional(), offset, limit }),
  'compare.sides': z.strictObject({ a: side, b: side }),
  'differ.find': z.union([
    z.strictObject({ jid }),
    z.strictObject({ failing: minions, healthy: minions }),
    z.strictObject({ selection: z.strictObject({ filter, span }) }),
  ]),
  'states.matrix': z.union([
    z.strictObject({ jids: z.array(jid).min(1).max(200) }),
    z.strictObject({ selection: z.strictObject({ filter, span }) }),
  ]),
  'states.history': z.strictObject({
    minion: z.string().max(1000),
    sls: z.string().max(10_000).nullable(),
    id: z.string().max(10_000),
    state: z.string().max(10_000),
    limit,
  }),
  'states.totals': z.strictObject({ filter, span, sort: z.enum(['failed', 'slowest', 'flapping']), limit }),
  'text.search': z.strictObject({
    filter,
    span,
    text: z.string().min(1).max(1000),
    before: z.int().min(1).optional(),
    budgetMs: z.int().min(1).max(1000),
    limit,
  }),
  'sql.run': z.strictObject({
    sql: z.string().max(1_000_000),
    values: z.record(z.string().max(100), z.union([z.string().max(10_000), z.number()])).optional(),
    limits: z.strictObject({
      rows: z.int().min(1).max(1_000_000),
      characters: z.int().min(1).max(100_000_000),
      deadlineMs: z.int().min(1).max(86_400_000),
    }),
  }),
  'sql.of-filter': z.strictObject({ filter, span }),
  'report.read': z.strictObject({ which }),
  'report.section': z.strictObject({ thing: thingSchema }),
  'report.text': z.strictObject({ which, form: z.enum(['markdown', 'html']) }),
  'case.find': z.strictObject({ text: z.string().max(500), limit }),
  'share.preview': z.strictObject({ filter, span, choices, without }),
  'share.write': z.strictObject({ filter, span, choices, without, path, zone: z.string().max(100) }),
  'share.cancel': none,
  'sequence.run': z.strictObject({ filter, span, ...sequence, offset, limit }),
  'sequence.matches': z.strictObject({
    filter,
    span,
    ...sequence,
    states: z.array(z.enum(['matched', 'unmatched', 'unknown'])).max(3),
    by: z.array(z.string().max(10_000)).max(8).optional(),
    offset,
    limit,
  }),
  'timeline.lanes': z.strictObject({
    filter,
    span,
    by,
    sort: z.enum(laneSorts),
    group: z
      .discriminatedUnion('by', [
        z.strictObject({
          by: z.literal('part'),
          separator: z.string().min(1).max(20),
          part: z.int().min(-100).max(100),
        }),
        z.strictObject({
          by: z.literal('field'),
          field: z.enum(['kind', 'minion', 'jid', 'fun', 'user', 'outcome', 'source']),
        }),
        z.strictObject({ by: z.literal('grain'), grain: z.string().min(1).max(200) }),
      ])
      .optional(),
    find: z.string().max(500).optional(),
    limit: z.int().min(1).max(lanesAtOnce),
    isDraft: z.boolean().optional(),
  }),
  'timeline.tile': z.strictObject({
    filter,
    by,
    level: z.int().min(0).max(highestLevel),
    tile: z.int(),
    lanes,
    isMerged: z.boolean(),
  }),
  'timeline.inside': z.strictObject({ event: z.int().min(1) }),
  'timeline.bands': z.strictObject({ limit }),
  'timeline.area': z.strictObject({
    filter,
    span: z.strictObject({ from: z.number(), to: z.number() }),
    by,
    lanes: lanes.optional(),
    limit,
  }),
  'timeline.next': z.strictObject({ filter, by, lanes: lanes.optional(), from: z.number(), isBackward: z.boolean() }),
  'timeline.item': z.strictObject({ event: z.int().min(1), minion: z.int().min(1).optional() }),
  'timeline.grains': none,
  'timeline.places': z.strictObject({
    events: z.array(z.int().min(1)).max(noteBounds.notes),
    jids: z.array(jid).max(noteBounds.notes),
  }),
  trace: z.union([
    z.strictObject({ event: z.int().min(1), expand: traceKeys }),
    z.strictObject({ jid, minion: z.string().max(1000).optional(), expand: traceKeys }),
  ]),
  'import.start': z.strictObject({
    paths: z.array(path).min(1).max(10_000),
    format: z.string().max(50).optional(),
    casePath: path.optional(),
  }),
  'import.cancel': none,
  ...ruleSchemas,
  'case.open': z.strictObject({ path }),
  'case.close': none,
  'case.save-as': z.strictObject({ path }),
  'case.rebuild': none,
  'path.promote': z.strictObject({ path: z.string().max(500) }),
  'path.demote': z.strictObject({ path: z.string().max(500) }),
  'view.save': z.strictObject({ text: z.string().max(262_144) }),
  'view.load': none,
  ...keepSchemas,
};
