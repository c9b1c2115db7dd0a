// Every field of the filter language: its type, what it means, its words. docs/filter.md and the completion come from here.
import { outcomes } from '../salt/job-outcome.ts';
import { kinds } from '../salt/kind.ts';
import { problemCodes } from '../salt/problem.ts';

/** How a field's values compare. `closed`: one of a list of words; `any`: as the event's own value does. */
export type FieldType = 'text' | 'closed' | 'bool' | 'number' | 'size' | 'duration' | 'time' | 'last' | 'any';

/** One field. */
export type FieldDoc = {
  readonly name: string;
  readonly type: FieldType;
  /** One sentence for people. */
  readonly doc: string;
  readonly example: string;
  /** The words of a closed field, in the order of their codes. */
  readonly words?: readonly string[];
};

/** All fields, in the order in which they are shown. */
export const fieldDocs = [
  { name: 'tag', type: 'text', doc: 'The whole tag.', example: 'tag:salt/job/*/ret/web*' },
  { name: 'kind', type: 'closed', doc: 'What sort of event it is.', example: 'kind:ret', words: kinds },
  {
    name: 'minion',
    type: 'text',
    doc: 'Who sent the event or is its subject.',
    example: 'minion:web*',
  },
  { name: 'jid', type: 'text', doc: 'The job id.', example: 'jid:20261122201012521995' },
  {
    name: 'fun',
    type: 'text',
    doc: 'The function; of a job with several functions any of them.',
    example: 'fun:(state.apply or state.highstate)',
  },
  { name: 'user', type: 'text', doc: 'Who started the job.', example: 'user:sudo_*' },
  {
    name: 'tgt',
    type: 'text',
    doc: 'The target of a new event; of a list any of its names.',
    example: 'tgt:"G@os:Debian"',
  },
  { name: 'sls', type: 'text', doc: 'The SLS file of any state in a return.', example: 'sls:web.nginx' },
  {
    name: 'state',
    type: 'text',
    doc: 'The id or the function (module.function) of any state in a return.',
    example: 'state:pkg.installed',
  },
  {
    name: 'outcome',
    type: 'closed',
    doc: 'What became of a return; of a new event what became of any of its minions.',
    example: 'outcome:(failed or missing)',
    words: outcomes,
  },
  {
    name: 'expected',
    type: 'text',
    doc: 'A minion that a new event expects to answer.',
    example: 'expected:web1',
  },
  { name: 'test', type: 'bool', doc: 'A dry run.', example: 'test:true' },
  { name: 'internal', type: 'bool', doc: 'A find_job poll or the like.', example: 'internal:false' },
  { name: 'retcode', type: 'number', doc: 'The exit code; of several any of them.', example: 'retcode>0' },
  { name: 'success', type: 'bool', doc: 'The flag as sent, never interpreted.', example: 'success:false' },
  {
    name: 'time',
    type: 'time',
    doc: 'When the bus stamped the event. A date is that whole day; a time of the day is of the first day of the capture.',
    example: 'time:12:00..12:30',
  },
  {
    name: 'last',
    type: 'last',
    doc: 'So long before the end of the capture, or later.',
    example: 'last:15m',
  },
  {
    name: 'duration',
    type: 'duration',
    doc: 'Of a return: its stamp less that of the earliest new event that expects its minion.',
    example: 'duration>30s',
  },
  {
    name: 'source',
    type: 'text',
    doc: 'The name of the source the event was first read from.',
    example: 'source:*.jsonl',
  },
  { name: 'size', type: 'size', doc: 'Bytes of the raw record.', example: 'size>1MB' },
  {
    name: 'problem',
    type: 'closed',
    doc: 'A defect noted for the event.',
    example: 'problem:trimmed',
    words: problemCodes,
  },
  {
    name: 'data',
    type: 'any',
    doc: "A path into the event's data: data.key.key, * for any key or index, odd keys in quotes; of a list at its end any element.",
    example: 'data.return.*.result:false',
  },
] as const satisfies readonly FieldDoc[];

/** Name of a field. */
export type FieldName = (typeof fieldDocs)[number]['name'];

const byName = new Map<string, FieldDoc & { readonly name: FieldName }>(fieldDocs.map((doc) => [doc.name, doc]));

/** A field by its name, `undefined` for a word that is no field. */
export function fieldNamed(name: string): (FieldDoc & { readonly name: FieldName }) | undefined {
  return byName.get(name);
}
