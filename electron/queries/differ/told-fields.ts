// What other jobs asked of the minions around the time: versions of packages, pillar, outputs of commands, as fields.
import { isObject, type Json } from '../../../shared/salt/json.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import type { Field } from '../../analysis/differ/field.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { breathe } from '../question.ts';
import type { Compared } from './compared.ts';

/** Events looked over before and after the job. */
const mostEvents = 200_000;
/** Longer answers are lists or logs, not facts about a minion. */
const longestReturn = 4_000;
const mostRead = 3_000;
const mostKeys = 40;
const retKind = kindCode('ret');
/** Functions that tell nothing of the minion, or that are read for themselves. */
const silent = /^(?:test\.|state\.|saltutil\.|grains\.items?$|event\.|schedule\.|runner\.|wheel\.|mine\.)/;

/** One job that asked many of the minions something: its returns by position. */
type Asked = { readonly events: (number | undefined)[]; count: number };

/** The fields, by position of the compared minions. */
export async function toldFields(caseFile: CaseFile, { ids, job, begin }: Compared): Promise<Field[]> {
  const { columns } = caseFile;
  const funs = caseFile.dictionary('fun');
  const place = new Map(ids.map((id, at) => [id, at]));
  const asked = new Map<number, Asked>();
  const from = begin === 0 ? 1 : Math.max(1, begin - mostEvents);
  const to = Math.min(columns.length, (begin === 0 ? 0 : begin) + mostEvents);
  const isTelling = new Map<number, boolean>();
  const kinds = columns.segments('kind');
  for (let event = from; event <= to; event += 1) {
    if (kinds[(event - 1) >>> 16]?.[(event - 1) & 0xffff] !== retKind) continue;
    const at = place.get(columns.value('minion', event));
    const jid = columns.value('jid', event);
    if (at === undefined || jid === job || jid === 0) continue;
    const fun = columns.value('fun', event);
    const tells = isTelling.get(fun) ?? !silent.test(funs.text(fun));
    isTelling.set(fun, tells);
    if (!tells || columns.value('size', event) > longestReturn) continue;
    if ((columns.value('flags', event) & (eventFlags.internal | eventFlags.claimed)) !== 0) continue;
    const one = asked.get(jid) ?? { events: new Array<number | undefined>(ids.length).fill(undefined), count: 0 };
    asked.set(jid, one);
    if (one.events[at] === undefined) one.count += 1;
    one.events[at] = event;
  }
  const fields: Field[] = [];
  let read = 0;
  for (const { events, count } of [...asked.values()].sort((a, b) => b.count - a.count)) {
    if (count < ids.length / 2 || read + count > mostRead) continue;
    read += count;
    fields.push(...(await answers(caseFile, events)));
  }
  return fields;
}

async function answers(caseFile: CaseFile, events: readonly (number | undefined)[]): Promise<Field[]> {
  const fields = new Map<string, (string | readonly string[] | undefined)[]>();
  for (const [at, event] of events.entries()) {
    if (at % 128 === 127) await breathe();
    if (event === undefined) continue;
    const { data } = caseFile.event(event);
    const args = Array.isArray(data.fun_args) ? data.fun_args.filter((arg) => typeof arg === 'string').join(' ') : '';
    const name = `${typeof data.fun === 'string' ? data.fun : ''}(${args.slice(0, 80)})`;
    for (const [path, value] of answersIn(data.return)) {
      const values = fields.get(name + path) ?? new Array<string | undefined>(events.length).fill(undefined);
      fields.set(name + path, values);
      values[at] = value;
    }
  }
  return [...fields].map(([name, values]) => ({ name, family: 'property', values, evidence: events }));
}

function* answersIn(value: Json | undefined): Generator<readonly [string, string | readonly string[]]> {
  if (isObject(value)) {
    for (const [key, one] of Object.entries(value).slice(0, mostKeys)) {
      if (isPlain(one)) yield [`.${key}`, String(one).slice(0, 200)];
    }
  } else if (Array.isArray(value)) yield ['', value.filter(isPlain).map(String).slice(0, mostKeys)];
  else if (isPlain(value)) yield ['', String(value).slice(0, 200)];
}

function isPlain(value: Json | undefined): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
