// A recorded capture read and derived as the program does, ready to be asked.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveCase } from '../../electron/derive/derive-case.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { importSources } from '../../electron/ingest/import-sources.ts';
import { caseInfo } from '../../electron/queries/case-info.ts';
import { jobStory } from '../../electron/queries/job-story.ts';
import { jobsList } from '../../electron/queries/jobs-list.ts';
import { minionsList } from '../../electron/queries/minions-list.ts';
import type { Question } from '../../electron/queries/question.ts';
import { statesList } from '../../electron/queries/states-list.ts';
import { caseSummary } from '../../electron/queries/summary.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import type { JobMinion, JobRow, JobStory, StateRow } from '../../shared/questions/job-row.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';
import type { IncidentPlan } from './incident-maker/make-incident.ts';
import type { Planted } from './incident-maker/planted.ts';
import { writeIncident } from './incident-maker/write-incident.ts';
import type { LogPlan } from './log-maker/log-maker.ts';
import { madeLog } from './made-log.ts';

const folder = new URL('../captures/', import.meta.url).pathname;

/** One recording in one format. */
export type Capture = { readonly name: string; readonly path: string; readonly truth: Record<string, unknown> };

/** All recordings in all formats. */
export function allCaptures(): Capture[] {
  const captures: Capture[] = [];
  for (const version of readdirSync(folder, { withFileTypes: true })) {
    if (!version.isDirectory()) continue;
    for (const scenario of readdirSync(join(folder, version.name)).toSorted()) {
      const place = join(folder, version.name, scenario);
      const truth = JSON.parse(readFileSync(join(place, 'truth.json'), 'utf8')) as Record<string, unknown>;
      for (const file of readdirSync(place).toSorted()) {
        if (!/^(sse|event-plain|event-pretty|rawfile)\./.test(file)) continue;
        captures.push({ name: `${version.name}/${scenario}/${file}`, path: join(place, file), truth });
      }
    }
  }
  return captures;
}

/** Fails the test with the failure's own words. */
export function valueIn<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.message}`);
  return outcome.value;
}

/** A derived case and the questions the tests ask. */
export class DerivedCase {
  readonly caseFile: CaseFile;
  readonly #folder: string;

  private constructor(caseFile: CaseFile, place: string) {
    this.caseFile = caseFile;
    this.#folder = place;
  }

  static async read(...paths: readonly string[]): Promise<DerivedCase> {
    const place = mkdtempSync(join(tmpdir(), 'saltrace-derived-'));
    const caseFile = valueIn(openCase(join(place, 'a.saltrace'), { mode: 'create', decoder: decodeStored }));
    valueIn(await importSources(caseFile, { paths }));
    valueIn(await deriveCase(caseFile));
    return new DerivedCase(caseFile, place);
  }

  /** A case of a made-up log. */
  static async make(plan: LogPlan): Promise<DerivedCase> {
    const place = mkdtempSync(join(tmpdir(), 'saltrace-made-'));
    try {
      writeFileSync(join(place, 'made.jsonl'), madeLog(plan).bytes);
      return await DerivedCase.read(join(place, 'made.jsonl'));
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  /** A case of a made-up incident, with its truth. */
  static async incident(plan: IncidentPlan): Promise<{ derived: DerivedCase; planted: Planted }> {
    const place = mkdtempSync(join(tmpdir(), 'saltrace-incident-'));
    try {
      const planted = writeIncident(join(place, 'made.jsonl'), plan);
      return { derived: await DerivedCase.read(join(place, 'made.jsonl')), planted };
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }

  async ask<N extends QuestionName>(question: Question<N>, body: Body<N>): Promise<Answer<N>> {
    return valueIn(await question(this.caseFile, body, { isCancelled: () => false, zone: 'UTC' }));
  }

  async jobs(internal = true): Promise<readonly JobRow[]> {
    const body = { filter: '', internal, sort: 'jid', descending: false, offset: 0, limit: 10_000 } as const;
    return (await this.ask(jobsList, body)).rows;
  }

  async story(jid: string): Promise<JobStory> {
    return this.ask(jobStory, { jid });
  }

  /** One minion's part in a job. */
  async part(jid: string, minion: string): Promise<JobMinion> {
    const found = (await this.story(jid)).minions.find((part) => part.minion === minion);
    if (found === undefined) throw new Error(`${minion} has no part in ${jid}`);
    return found;
  }

  async states(jid: string): Promise<readonly StateRow[]> {
    return (await this.ask(statesList, { filter: '', jid, offset: 0, limit: 10_000 })).rows;
  }

  async minions(): Promise<Answer<'minions.list'>['rows']> {
    const body = { filter: '', sort: 'minion', descending: false, offset: 0, limit: 10_000 } as const;
    return (await this.ask(minionsList, body)).rows;
  }

  info(): Promise<Answer<'case.info'>> {
    return this.ask(caseInfo, {});
  }

  summary(): Promise<Answer<'case.summary'>> {
    return this.ask(caseSummary, {});
  }

  dispose(): void {
    this.caseFile.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
