// Which query answers which question. A question without a query does not compile.
import type { Outcome } from '../../shared/base/outcome.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';
import { caseFind } from '../queries/case-find.ts';
import { caseInfo } from '../queries/case-info.ts';
import { caseProblems } from '../queries/case-problems.ts';
import { compareSides } from '../queries/compare-sides.ts';
import { differFind } from '../queries/differ-find.ts';
import { eventsFacets } from '../queries/events-facets.ts';
import { eventsHistogram } from '../queries/events-histogram.ts';
import { eventsOne } from '../queries/events-one.ts';
import { eventsPage } from '../queries/events-page.ts';
import { filterValues } from '../queries/filter-values.ts';
import { findingsList } from '../queries/findings-list.ts';
import { jobStory } from '../queries/job-story.ts';
import { jobsList } from '../queries/jobs-list.ts';
import { minionStory } from '../queries/minion-story.ts';
import { minionsList } from '../queries/minions-list.ts';
import type { Question, QuestionContext } from '../queries/question.ts';
import { reportRead, reportSection, reportText } from '../queries/report-read.ts';
import { sequenceMatches } from '../queries/sequence-matches.ts';
import { sequenceRun } from '../queries/sequence-run.ts';
import { sharePreview } from '../queries/share-preview.ts';
import { sqlOfFilter } from '../queries/sql-of-filter.ts';
import { sqlRun } from '../queries/sql-run.ts';
import { statesHistory } from '../queries/states-history.ts';
import { statesList } from '../queries/states-list.ts';
import { statesMatrix } from '../queries/states-matrix.ts';
import { statesTotals } from '../queries/states-totals.ts';
import { caseSummary } from '../queries/summary.ts';
import { textSearchQuestion } from '../queries/text-search.ts';
import { timelineArea } from '../queries/timeline-area.ts';
import { timelineBands } from '../queries/timeline-bands.ts';
import { timelineGrains } from '../queries/timeline-grains.ts';
import { timelineInside } from '../queries/timeline-inside.ts';
import { timelineItem } from '../queries/timeline-item.ts';
import { timelineLanes } from '../queries/timeline-lanes.ts';
import { timelineNext } from '../queries/timeline-next.ts';
import { timelinePlaces } from '../queries/timeline-places.ts';
import { timelineTile } from '../queries/timeline-tile.ts';
import { trace } from '../queries/trace/trace.ts';
import type { CaseFile } from '../store/case-file.ts';

const queries: { readonly [N in QuestionName]: Question<N> } = {
  'case.info': caseInfo,
  'case.summary': caseSummary,
  'case.problems': caseProblems,
  'findings.list': findingsList,
  'events.page': eventsPage,
  'events.one': eventsOne,
  'events.histogram': eventsHistogram,
  'events.facets': eventsFacets,
  'filter.values': filterValues,
  'jobs.list': jobsList,
  'job.story': jobStory,
  'minions.list': minionsList,
  'minion.story': minionStory,
  'states.list': statesList,
  'compare.sides': compareSides,
  'differ.find': differFind,
  'states.matrix': statesMatrix,
  'states.history': statesHistory,
  'states.totals': statesTotals,
  'text.search': textSearchQuestion,
  'timeline.lanes': timelineLanes,
  'timeline.tile': timelineTile,
  'timeline.inside': timelineInside,
  'timeline.bands': timelineBands,
  'timeline.area': timelineArea,
  'timeline.next': timelineNext,
  'timeline.item': timelineItem,
  'timeline.grains': timelineGrains,
  'timeline.places': timelinePlaces,
  trace,
  'case.find': caseFind,
  'report.read': reportRead,
  'report.section': reportSection,
  'report.text': reportText,
  'share.preview': sharePreview,
  'sequence.run': sequenceRun,
  'sequence.matches': sequenceMatches,
  'sql.run': sqlRun,
  'sql.of-filter': sqlOfFilter,
};

/** Asks one question of an open case. */
export function askCase<N extends QuestionName>(
  caseFile: CaseFile,
  name: N,
  body: Body<N>,
  context: QuestionContext,
): Promise<Outcome<Answer<N>>> {
  return queries[name](caseFile, body, context);
}

/** True for the name of a question (as opposed to an order). */
export function isQuestion(name: string): name is QuestionName {
  return Object.hasOwn(queries, name);
}
