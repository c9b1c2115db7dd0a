// The questions of the report: the whole one, one section as it would be now, and the whole one as Markdown or HTML.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { standingParts } from '../../shared/keep/report.ts';
import type { ReportDocument, ReportSection, WhichReport } from '../../shared/questions/report.ts';
import { listBlocks } from '../keep/report-blocks.ts';
import { toHtml } from '../report/html.ts';
import { toMarkdown } from '../report/markdown.ts';
import type { CaseFile } from '../store/case-file.ts';
import { readCaseInfo } from './case-info.ts';
import { cancelled, type Question, type QuestionContext } from './question.ts';
import { Refused, ReportDesk } from './report/desk.ts';
import { pinnedSection } from './report/pinned.ts';
import { standingSection } from './report/standing.ts';

/** Answers `report.read`. */
export const reportRead: Question<'report.read'> = (caseFile, { which }, context) =>
  readReport(caseFile, which, context);

/** Answers `report.section`. */
export const reportSection: Question<'report.section'> = (caseFile, { thing }, context) =>
  caught(() => pinnedSection(new ReportDesk(caseFile, context), thing));

/** Answers `report.text`. */
export const reportText: Question<'report.text'> = async (caseFile, { which, form }, context) => {
  const read = await readReport(caseFile, which, context);
  if (!read.ok) return read;
  return done({ text: form === 'html' ? toHtml(read.value) : toMarkdown(read.value) });
};

async function readReport(
  caseFile: CaseFile,
  which: WhichReport,
  context: QuestionContext,
): Promise<Outcome<ReportDocument>> {
  const blocks = which === 'standing' ? [] : listBlocks(caseFile);
  const isKept = which === 'kept' || blocks.length > 0;
  const sections: ReportSection[] = [];
  if (isKept) {
    for (const { key, thing, was } of blocks) {
      if (context.isCancelled()) return cancelled();
      sections.push({ ...(await keptSection(new ReportDesk(caseFile, context, was), thing)), key });
    }
  } else {
    const desk = new ReportDesk(caseFile, context);
    for (const part of standingParts) {
      if (context.isCancelled()) return cancelled();
      const written = await caught(() => standingSection(desk, part));
      if (!written.ok) return written;
      sections.push(written.value);
    }
  }
  const info = readCaseInfo(caseFile);
  const desk = new ReportDesk(caseFile, context);
  const salt = info.salt.length === 0 ? '' : ` Salt ${info.salt.join(', ')}.`;
  const about = `${info.events} events from ${desk.when(info.first)} to ${desk.when(info.last)}; times are in ${context.zone}.${salt}`;
  return done({ title: `Report on ${info.name}`, about, sections });
}

/** A block that cannot be written any more says so, and the others stay. */
async function keptSection(
  desk: ReportDesk,
  thing: Parameters<typeof pinnedSection>[1] | null,
): Promise<ReportSection> {
  const lost = { key: null, thing, title: null, parts: [] };
  if (thing === null) return { ...lost, gone: 'The event that was pinned here is not in this case any more.' };
  const written = await caught(() => pinnedSection(desk, thing));
  return written.ok ? written.value : { ...lost, gone: written.failure.message };
}

async function caught<T>(write: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await write());
  } catch (error) {
    if (error instanceof Refused) return failed(error.failure);
    throw error;
  }
}
