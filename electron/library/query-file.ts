// One saved query as a YAML file: read with bounds and by a schema, each fault with its line; written so that comments stay.
import { isMap, parseDocument, stringify } from 'yaml';
import type { z } from 'zod';
import { queryFault } from '../../shared/keep/check-query.ts';
import { queryFileSchema } from '../../shared/keep/query-schema.ts';
import type { SavedQuery } from '../../shared/keep/saved-query.ts';
import { type Refused, readYaml, refused, yamlOptions } from './read-yaml.ts';

/** The query of a file, or where and why it is none. `line` is 1-based, `null` where the whole file is meant. */
export type ReadQuery = { readonly ok: true; readonly query: SavedQuery } | Refused;

/** Reads the text of a file. Never throws. */
export function readQueryFile(bytes: Uint8Array): ReadQuery {
  const read = readYaml(bytes, queryFileSchema, 'a map with name, kind and text');
  if (!read.ok) return read;
  const query = queryOf(read.value);
  const fault = queryFault(query);
  if (fault === null) return { ok: true, query };
  const path = fault.parameter === undefined ? [fault.part] : ['parameters', fault.parameter];
  return refused(read.lineAt(path), `${fault.part}: ${fault.message}`);
}

/** Writes a query as a file. With the text of the file before, its comments and the order of its keys stay. */
export function writeQueryFile(query: SavedQuery, before?: string): string {
  const fields = fieldsOf(query);
  const doc = before === undefined ? undefined : parseDocument(before, yamlOptions);
  if (doc === undefined || doc.errors.length > 0 || !isMap(doc.contents)) return stringify(fields, { lineWidth: 100 });
  for (const [key, value] of Object.entries(fields)) {
    if (JSON.stringify(doc.toJS()[key]) === JSON.stringify(value)) continue;
    doc.set(key, doc.createNode(value));
  }
  for (const key of ['description', 'parameters']) if (!Object.hasOwn(fields, key)) doc.delete(key);
  return doc.toString({ lineWidth: 100 });
}

/** What a file says of a query: nothing that would be so anyway. */
function fieldsOf({ name, description, kind, text, parameters }: SavedQuery): Record<string, unknown> {
  const parameterFields = parameters.map((one) => [
    one.name,
    {
      type: one.type,
      ...(one.description === '' ? {} : { description: one.description }),
      ...(one.default === null ? {} : { default: one.default }),
      ...(one.choices.length === 0 ? {} : { choices: one.choices }),
    },
  ]);
  return {
    name,
    ...(description === '' ? {} : { description }),
    kind,
    text,
    ...(parameters.length === 0 ? {} : { parameters: Object.fromEntries(parameterFields) }),
  };
}

function queryOf({ name, description, kind, text, parameters }: z.infer<typeof queryFileSchema>): SavedQuery {
  // A block text of YAML ends with a line feed that nobody meant.
  const trimmed = text.replace(/\s+$/, '');
  const list = Object.entries(parameters).map(([parameter, fields]) => ({ name: parameter, ...fields }));
  return { name, description: description.trim(), kind, text: trimmed, parameters: list };
}
