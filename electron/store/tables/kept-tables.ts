// What a person or the program keeps beside the events: settings, saved queries, named views, notes.
import { integer, nullable, type TableDoc, text } from './table-doc.ts';

/** Tables that nothing can rebuild but a person. */
export const keptTables: readonly TableDoc[] = [
  {
    name: 'meta',
    doc: 'Small settings of the case, one a row.',
    role: 'own',
    columns: [text('key', 'Name of the setting.'), text('value', 'Its value; JSON where it is more than a word.')],
  },
  {
    name: 'saved_query',
    doc: 'Saved queries of the case.',
    role: 'own',
    columns: [
      text('name', 'Its name.'),
      text('description', 'What it is for.'),
      text('kind', 'Its language: filter, sequence or sql.'),
      text('text', 'The query; `$name` stands for a parameter.'),
      text('parameters', 'Its parameters, as a JSON list of {name, type, description, default, choices}.'),
    ],
  },
  {
    name: 'saved_view',
    doc: 'Named views: filter, span, selection and layout.',
    role: 'own',
    columns: [text('name', 'Its name.'), text('view', 'What it shows, as JSON.')],
  },
  {
    name: 'note',
    doc: 'Bookmarks, notes and tags on events, jobs and spans; they name the thing, not its number, so that they outlive it.',
    role: 'own',
    columns: [
      text('key', 'What it is about, in one word: `event`, `job` or `span` with what tells it from every other.'),
      text('what', 'event, job or span.'),
      text('tag', 'Of an event: its tag.', nullable),
      integer('stamp', 'Of an event: its stamp; of a span: its begin, inside.', nullable),
      integer('until', 'Of a span: its end, outside.', nullable),
      text('jid', 'Of a job: its jid.', nullable),
      integer('event', 'Of an event: its number when it was last looked up.', nullable),
      integer('is_bookmarked', '1 for a bookmark, 0 for a note or tags alone.'),
      text('text', 'What was noted, plain text.'),
      text('tags', 'Tags, as a JSON list.'),
      integer('changed', 'When it was last changed.'),
    ],
  },
  {
    name: 'report_block',
    doc: "The blocks of the case's report; a pinned event is named by what it is, so that it outlives its number.",
    role: 'own',
    columns: [
      text('key', 'Names the block.'),
      integer('position', 'Its place among the others, from 0.'),
      text('thing', 'What was pinned or written, as JSON.'),
      text('was', 'Its numbers when it was pinned, as a JSON list of {label, value}.'),
      text('anchor', 'Of an event: what tells it from every other.', nullable),
      text('tag', 'Of an event: its tag.', nullable),
      integer('stamp', 'Of an event: its stamp.', nullable),
    ],
  },
];
