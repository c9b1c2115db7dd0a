// What the rules found.
import { integer, nullable, type TableDoc, text } from './table-doc.ts';

/** The table of findings, made anew with every set of rules. */
export const findingTable: TableDoc = {
  name: 'finding',
  doc: 'What the rules found, one row a finding, most important first.',
  role: 'derived',
  columns: [
    integer('id', 'Place in the list, from 1; one that follows from another stands behind it.'),
    text('rule', 'The rule that found it.'),
    text('variant', 'Which case of the rule it is.', nullable),
    text('severity', 'info, notice, warning or error; at least that of what follows from it.'),
    text('certainty', '`certain` or `inferred`.'),
    text('title', 'What went wrong, in one sentence.'),
    text('explain', 'Why, and what it means.'),
    text('next', 'What to do next.'),
    text('translated', 'The same in other languages, as JSON {language: {title, explain, next}}.'),
    text('quote', 'Words of Salt or of a command, as they came.', nullable),
    text('minions', 'Minions it is about: numbers of the dictionary, as a JSON list.'),
    text('jids', 'Jobs it is about: numbers of the dictionary, as a JSON list.'),
    text('events', 'Events that show it: numbers, as a JSON list; not all of very many.'),
    integer('event_total', 'How many events show it.'),
    integer('first', 'Stamp of the first of them.', nullable),
    integer('last', 'Stamp of the last of them.', nullable),
    integer('because_of', 'The finding that it is a consequence of.', {
      nullable: true,
      joins: { table: 'finding', column: 'id' },
    }),
    text('tie', 'What ties it to that: same-job, same-minions, same-time or wrong-clocks.', nullable),
    integer('followers', 'Findings that follow from it.'),
  ],
};
