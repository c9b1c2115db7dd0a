// The shape of a saved query where it comes from outside: a YAML file, a row of a case, the wire. Nothing but what is named is taken.
import { z } from 'zod';
import { parameterName, parameterTypes, queryBounds, queryKinds, type SavedQuery } from './saved-query.ts';

const line = z
  .string()
  .max(queryBounds.description)
  .regex(/^[^\p{Cc}\p{Cf}]*$/u, 'expected one line without control characters');
const choices = z.array(line.min(1).max(queryBounds.value)).max(queryBounds.choices);
const name = z.string().regex(parameterName, 'expected a name of small letters, digits and _, such as minion');

/** A parameter as it travels. */
const parameter = z.strictObject({
  name,
  type: z.enum(parameterTypes),
  description: line,
  default: z.string().max(queryBounds.value).nullable(),
  choices,
});

/** A whole query as it travels; what it means is judged by `queryFault`. */
export const querySchema: z.ZodType<SavedQuery> = z.strictObject({
  name: z.string().max(queryBounds.name),
  description: z.string().max(queryBounds.description),
  kind: z.enum(queryKinds),
  text: z.string().max(queryBounds.text),
  parameters: z.array(parameter).max(queryBounds.parameters),
});

/** A value in a file may be written as a number or a truth value; it is a text here. */
const scalar = z.union([z.string().max(queryBounds.value), z.number(), z.boolean()]).transform(String);

/** A query as a YAML file has it: parameters by name, everything that may be left out left out. */
export const queryFileSchema = z.strictObject({
  name: z.string().max(queryBounds.name),
  description: z.string().max(queryBounds.description).default(''),
  kind: z.enum(queryKinds),
  text: z.string().max(queryBounds.text),
  parameters: z
    .record(
      name,
      z.strictObject({
        type: z.enum(parameterTypes),
        description: line.default(''),
        default: scalar.nullable().default(null),
        choices: z.array(scalar).max(queryBounds.choices).default([]),
      }),
    )
    .default({})
    .refine((all) => Object.keys(all).length <= queryBounds.parameters, `at most ${queryBounds.parameters} parameters`),
});
