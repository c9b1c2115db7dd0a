// One sentence for every name on the bridge; `docs/bridge.md` is generated from it. A name without a sentence does not compile.

import type { QuestionName } from '../questions/questions.ts';
import type { NewsName, Orders } from './contract.ts';
import { keepOrderDocs } from './keep-orders.ts';
import { ruleOrderDocs } from './rule-orders.ts';

/** What each question answers. */
export const questionDocs: { readonly [N in QuestionName]: string } = {
  'case.info':
    'What the open case holds: span, sources with their account, counts by kind, minions, jobs, gaps, problems.',
  'case.summary':
    'What a person wants first: the case, its worst ten jobs, silent minions, root failures grouped across minions.',
  'findings.list':
    'What went wrong, most important first, each with its evidence; and what the clocks of the capture tell.',
  'case.problems': 'Defects noted while reading, each with its place and sample; a page of them.',
  'events.page': 'A page of the selected events in time order, from a row, behind an event or around one.',
  'events.one': 'Everything about one event: parsed data, raw record, where it was read, its problems.',
  'events.histogram': 'Counts of the selected events per slice of time, stacked by kind or outcome.',
  'events.facets': 'The most frequent values of fields or JSON paths in the selection.',
  'filter.values': 'Values of a field that contain a text, most frequent first: completion in the filter bar.',
  'jobs.list': 'Jobs with at least one selected event; their counts are always of the whole job.',
  'job.story': 'One job: what became of every minion, why returns are missing, root failures grouped.',
  'minions.list': 'Minions with at least one selected event; their counts are always of the whole case.',
  'minion.story': 'One minion: its jobs with its outcome in each, and its state results.',
  'states.list': 'State results of the selected returns, of one job or of one event, roots apart from cascades.',
  'compare.sides':
    'Two jobs or two selections beside each other: minions, states, durations and tags that appear, vanish or ended otherwise.',
  'differ.find':
    'What the failing minions of a job, a selection or a chosen set have that the healthy ones have not, each cause apart.',
  'states.matrix':
    'States by minions: of jobs, or the newest runs in a selection; roots, what they took down, changes, what flaps.',
  'states.history': 'All runs of one state on one minion, newest first.',
  'states.totals': 'States over all their runs in a selection: which fail most, take longest, or keep changing.',
  'sequence.run':
    'How often a sequence of events matched, did not and is unknown, and a page of the join values it did for.',
  'sequence.matches': 'A page of the starts of a sequence, each with the events it took.',
  'text.search':
    'Selected events that hold a text, newest first, with what stands around it; asked again from where it stopped.',
  'timeline.lanes': 'The lanes of the timeline in their order and groups, with events, failures and times of each.',
  'timeline.tile':
    'A tile of lanes at one zoom: exact bars and marks where there are few, counts by cell where there are many.',
  'timeline.inside':
    'The states of one return (the steps of an orchestration) laid out in time, and its progress events.',
  'timeline.bands': 'Stretches in which nothing at all came: gaps between sources, and unusual silences.',
  'timeline.area':
    'What a rectangle of span and lanes holds, counted by kind, outcome, function and minion, and its filter.',
  'timeline.next': 'The next or previous failure from a time.',
  'timeline.item': 'The story of one bar or mark: its job, outcome, states and why it is open.',
  'timeline.grains': 'The grains that the capture shows, to group lanes by.',
  'report.read': 'The report of the case: the kept one, or the one that the program writes by itself.',
  'report.section': 'What a thing would say in the report if it were pinned now, with its numbers.',
  'report.text': 'The report as Markdown, or as one HTML file without script and network.',
  'timeline.places': 'Rows of some events and of the first events of some jobs, to mark them on their lanes.',
  trace:
    'What led to an event, a job or one minion in it, what followed, where it began, how sure each link is and why.',
  'case.find': 'Minions and jids that contain a text: the command palette.',
  'share.preview':
    'What a share of a selection would hold, and what would be hidden in it, by rule; nothing is written.',
  'sql.run':
    'Runs one reading SQL statement over the views of docs/schema.md, in a process that a cancel or the deadline ends at once.',
  'sql.of-filter': 'The SQL statement that gives the events of a filter and a span.',
};

/** What each order does. */
export const orderDocs: { readonly [N in keyof Orders]: string } = {
  'import.start':
    'Reads captures into the open case, or into a new one where none is open, and answers with the account.',
  'import.cancel': 'Stops the running import; what was accepted until then stays.',
  'case.open': 'Opens a case file; the one open before is closed.',
  'case.close': 'Closes the open case.',
  'case.save-as': 'Writes a whole copy of the open case to another place and goes on with the copy.',
  'case.rebuild': 'Derives everything in the open case anew from its raw records.',
  'share.write': 'Writes a redacted share of a selection to a new file; the open case stays as it is.',
  'share.cancel': 'Stops the share that is being written; no file is left behind.',
  'path.promote': 'Makes a path into the data as fast as a built-in column; it is read in the background.',
  'path.demote': 'Makes a promoted path an ordinary one again, also while it is being read.',
  'view.save': 'Keeps what the window shows in the case, so that it opens to the same view.',
  'view.load': 'Gives back what view.save kept; empty text where there is nothing.',
  ...keepOrderDocs,
  ...ruleOrderDocs,
};

/** What each piece of news says. */
export const newsDocs: { readonly [N in NewsName]: string } = {
  'store.changed': 'The case has a new revision: answers to earlier questions may be out of date.',
  'import.progress': 'How far the running import is.',
  'share.progress': 'How far the share is that is being written.',
  'background.progress':
    'How far the reading of a promoted path or the signing of raw blocks is, or that findings are derived.',
  'case.changed': 'Another case is open, or none.',
  'link.offered': 'A link from outside waits to be shown and confirmed.',
  'case.damaged': 'The open case, too large to be looked through before, was found damaged.',
  'engine.state': 'The engine is ready, is being started again, or was given up.',
};
