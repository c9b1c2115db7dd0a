// What the capture tells of minions apart from the job: grains, Salt version, clock; and the parts of their names.

import type { Field } from '../../analysis/differ/field.ts';
import { idParts } from '../../analysis/differ/id-parts.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { Grains } from '../timeline/grains.ts';
import type { Compared } from './compared.ts';

/** The fields, by position of the compared minions. */
export function knownFields(caseFile: CaseFile, { ids, names }: Compared, grains: Grains): Field[] {
  return [...grainFields(ids, grains), ...idParts(names), ...minionFields(caseFile, ids)];
}

/** Members of grains that another run fills with other values, or that name the minion itself. */
const volatile = /^(?:pid|id|uptime|localhost|ppid)$/;

function grainFields(ids: readonly number[], grains: Grains): Field[] {
  const fields = new Map<string, (string | readonly string[] | undefined)[]>();
  const put = (name: string, at: number, value: string | readonly string[]) => {
    if (volatile.test(name)) return;
    const values = fields.get(name) ?? new Array<string | undefined>(ids.length).fill(undefined);
    fields.set(name, values);
    values[at] = value;
  };
  for (const [at, id] of ids.entries()) {
    const known = grains.get(id);
    if (known === undefined) continue;
    for (const [name, value] of known.values) put(name, at, value);
    for (const [name, value] of known.inner) put(name, at, value);
  }
  const evidence = ids.map((id) => grains.get(id)?.event);
  return [...fields].flatMap(([name, values]): Field[] => {
    const field: Field = { name: `grains.${name}`, family: 'property', values, evidence };
    const numbers = numbersOf(values);
    return numbers === undefined ? [field] : [field, { ...field, values: numbers }];
  });
}

/** Sizes and counts (`mem_total`, `num_cpus`): plain whole numbers of which there are several; a release is no number. */
function numbersOf(values: readonly (string | readonly string[] | undefined)[]): (number | undefined)[] | undefined {
  const distinct = new Set<string>();
  for (const value of values) {
    if (value === undefined) continue;
    if (typeof value !== 'string' || !/^\d{1,15}$/.test(value)) return undefined;
    distinct.add(value);
  }
  if (distinct.size < 3) return undefined;
  return values.map((value) => (value === undefined ? undefined : Number(value)));
}

function minionFields(caseFile: CaseFile, ids: readonly number[]): Field[] {
  const rows = ids.map(
    (minion) =>
      caseFile.rows<{ readonly salt: string | null; readonly skew_s: number | null }>(
        'SELECT salt, skew_s FROM minion WHERE minion = :minion',
        { minion },
      )[0],
  );
  return [
    { name: 'salt', family: 'property', values: rows.map((row) => row?.salt ?? undefined) },
    { name: 'clock_skew_s', family: 'circumstance', values: rows.map((row) => row?.skew_s ?? undefined) },
  ];
}
