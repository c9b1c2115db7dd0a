// The shape of a thing of a report, where it comes in: over the wire, or out of a case that somebody else wrote.
import { z } from 'zod';
import { type PinnedNumber, type ReportThing, reportBounds, standingParts } from './report.ts';

const stamp = z.number().refine(Number.isSafeInteger, 'expected whole µs');
const { text, heading } = reportBounds;
const queryText = z.string().max(text);

/** A thing of a report. */
export const thingSchema: z.ZodType<ReportThing> = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('heading'), text: z.string().max(heading) }),
  z.strictObject({ is: z.literal('text'), text: z.string().max(text) }),
  z.strictObject({ is: z.literal('event'), event: z.int().min(1) }),
  z.strictObject({ is: z.literal('job'), jid: z.string().min(1).max(200) }),
  z.strictObject({ is: z.literal('note'), key: z.string().min(1).max(1000) }),
  z.strictObject({
    is: z.literal('query'),
    name: z.string().min(1).max(heading),
    ask: z.enum(['events', 'jobs', 'minions', 'sequence', 'sql']),
    text: queryText,
  }),
  z.strictObject({
    is: z.literal('chart'),
    filter: queryText,
    span: z.strictObject({ from: stamp, to: stamp }).nullable(),
    stack: z.enum(['kind', 'outcome']),
  }),
  z.strictObject({ is: z.literal('standing'), part: z.enum(standingParts) }),
]);

/** A number as it was pinned. */
export const pinnedSchema: z.ZodType<PinnedNumber> = z.strictObject({
  label: z.string().max(reportBounds.label),
  value: z.number().nullable(),
});
