// The parts of minion ids as fields: names mostly say where a machine stands and what it is for.
import type { Field } from './field.ts';

/** `web12.fra1.prod` has the parts web, fra and prod, and the domain fra1.prod. */
export function idParts(minions: readonly string[]): Field[] {
  const split = minions.map((minion) => minion.split(/[.\-_:]+/).filter((part) => part !== ''));
  const most = Math.min(
    8,
    split.reduce((longest, parts) => Math.max(longest, parts.length), 0),
  );
  const fields: Field[] = [];
  for (let place = 0; place < most; place += 1) {
    const whole = split.map((parts) => parts[place]);
    fields.push({
      name: `id[${place + 1}]`,
      family: 'name',
      values: whole.map((part) => part?.replace(/(?<=\D)\d+$/, '')),
    });
    if (place > 0) fields.push({ name: `id[${place + 1}]`, family: 'name', values: whole });
  }
  fields.push({
    name: 'id.domain',
    family: 'name',
    values: minions.map((minion) => (minion.includes('.') ? minion.slice(minion.indexOf('.') + 1) : undefined)),
  });
  return fields;
}
