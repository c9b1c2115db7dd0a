// The shape of a rule as a YAML file has it. Nothing but what is named is taken: an unknown key or clause refuses the file.
import { z } from 'zod';
import { type DetectorName, detectors, groupings, ruleBounds, severities } from './finding-rule.ts';

const sentence = z.string().min(1).max(ruleBounds.text);
const text = z.union([
  sentence.transform((en) => ({ en: en.trim() })),
  z.strictObject({ en: sentence, 'zh-Hans': sentence.optional() }).transform((all) => ({
    en: all.en.trim(),
    ...(all['zh-Hans'] === undefined ? {} : { 'zh-Hans': all['zh-Hans'].trim() }),
  })),
]);
const seconds = z.number().positive().max(ruleBounds.seconds);
const detector = z.custom<DetectorName>(
  (name) => typeof name === 'string' && Object.hasOwn(detectors, name),
  `expected one of ${Object.keys(detectors).join(', ')}`,
);

/** A variant may say less than the rule. */
const variant = z.strictObject({
  severity: z.enum(severities).optional(),
  title: text.optional(),
  explain: text.optional(),
  next: text.optional(),
});

/** A rule; what it says is judged further by whoever reads it. */
export const ruleFileSchema = z.strictObject({
  id: z
    .string()
    .max(ruleBounds.id)
    .regex(/^[a-z][a-z0-9-]*$/, 'expected small letters, digits and -'),
  enabled: z.boolean().default(true),
  severity: z.enum(severities).optional(),
  title: text.optional(),
  explain: text.optional(),
  next: text.optional(),
  variants: z
    .record(z.string().max(ruleBounds.id), variant)
    .refine((all) => Object.keys(all).length <= ruleBounds.variants, `at most ${ruleBounds.variants} variants`)
    .optional(),
  filter: z.string().min(1).max(ruleBounds.search).optional(),
  sequence: z.string().min(1).max(ruleBounds.search).optional(),
  report: z.enum(['matched', 'unmatched']).optional(),
  detector: detector.optional(),
  thresholds: z.record(z.string(), z.number().nonnegative()).optional(),
  group_by: z.array(z.enum(groupings)).max(groupings.length).optional(),
  at_least: z.number().int().positive().optional(),
  within_s: seconds.optional(),
  together_s: seconds.optional(),
});

/** A rule as a file has it. */
export type RuleFile = z.infer<typeof ruleFileSchema>;
