// What the engine's door accepts of the orders about what a person keeps.
import { z } from 'zod';
import { noteBounds } from '../keep/note.ts';
import { querySchema } from '../keep/query-schema.ts';
import { reportBounds } from '../keep/report.ts';
import { pinnedSchema, thingSchema } from '../keep/report-schema.ts';
import { queryBounds, queryPlaces } from '../keep/saved-query.ts';
import type { KeepOrders } from './keep-orders.ts';

const none = z.strictObject({});
const path = z.string().min(1).max(4096);
const own = z.enum(['case', 'library']);
const at = {
  place: z.enum(queryPlaces),
  name: z
    .string()
    .max(2 * queryBounds.name)
    .nullable(),
  file: z.string().max(500).nullable(),
};
const viewName = z
  .string()
  .min(1)
  .max(queryBounds.name)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'a name has no control characters');
const blockKey = z.string().min(1).max(100);
const stamp = z.number().refine(Number.isSafeInteger, 'expected whole µs');

/** Schema of every body. */
export const keepSchemas: { readonly [N in keyof KeepOrders]: z.ZodType<KeepOrders[N]['body']> } = {
  'queries.list': none,
  'queries.save': z.strictObject({ place: own, query: querySchema, replaces: z.strictObject(at).nullable() }),
  'queries.remove': z.strictObject(at),
  'queries.import': z.strictObject({ place: own, paths: z.array(path).min(1).max(1000) }),
  'queries.export': z.strictObject({ ...at, path }),
  'views.list': none,
  'views.save': z.strictObject({
    name: viewName,
    view: z.string().max(noteBounds.view),
    replaces: z.string().max(1000).nullable(),
  }),
  'views.remove': z.strictObject({ name: z.string().max(1000) }),
  'notes.list': none,
  'notes.save': z.strictObject({
    about: z.union([
      z.strictObject({ what: z.literal('event'), event: z.int().min(1) }),
      z.strictObject({ what: z.literal('job'), jid: z.string().min(1).max(200) }),
      z.strictObject({ what: z.literal('span'), from: stamp, to: stamp }),
    ]),
    content: z.strictObject({
      isBookmarked: z.boolean(),
      text: z.string().max(noteBounds.text),
      tags: z.array(z.string().min(1).max(noteBounds.tag)).max(noteBounds.tags),
    }),
  }),
  'notes.remove': z.strictObject({ key: z.string().min(1).max(1000) }),
  'report.put': z.strictObject({
    key: blockKey.nullable(),
    thing: thingSchema,
    was: z.array(pinnedSchema).max(reportBounds.numbers),
    before: blockKey.nullable(),
  }),
  'report.move': z.strictObject({ key: blockKey, to: z.int().min(0).max(reportBounds.blocks) }),
  'report.remove': z.strictObject({ key: blockKey }),
  'keep.undo': z.strictObject({ undo: z.int().min(1) }),
};
