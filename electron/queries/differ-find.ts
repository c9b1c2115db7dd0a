// The question differ.find: what failing minions have that healthy ones have not, each cause for itself.
import { done } from '../../shared/base/outcome.ts';
import type { DifferCause } from '../../shared/questions/differ.ts';
import type { Json } from '../../shared/salt/json.ts';
import { bits, type Division, distinctDivisions, divisionsOf, setBit } from '../analysis/differ/divisions.ts';
import { wordFields } from '../analysis/differ/state-words.ts';
import { whatDiffers } from '../analysis/differ/what-differs.ts';
import type { CaseFile } from '../store/case-file.ts';
import { fieldsAroundJob } from './differ/around-job.ts';
import { type Cause, type Compared, findCompared } from './differ/compared.ts';
import { knownFields } from './differ/known-fields.ts';
import { toldFields } from './differ/told-fields.ts';
import { breathe, cancelled, type Question } from './question.ts';
import { readGrains } from './timeline/grains.ts';

/** Causes compared; a job with more kinds of failure has them in the order of their minions. */
const mostCauses = 12;
/** Causes whose words are read with regard to what ran before their root. */
const mostOwnWords = 3;
/** Bytes of returns that are read for their words: some tens of milliseconds. */
const mostBytes = 12_000_000;

/** Answers `differ.find`. Budget: 300 ms for a job of 2,000 minions, once the grains are read. */
export const differFind: Question<'differ.find'> = async (caseFile, body, context) => {
  const grains = await readGrains(caseFile, caseFile.revision(), context.isCancelled);
  if (grains === undefined) return cancelled();
  const found = await findCompared(caseFile, body, context);
  if (!found.ok) return found;
  const compared = found.value;
  const known = [
    ...knownFields(caseFile, compared, grains),
    ...(await toldFields(caseFile, compared)),
    ...fieldsAroundJob(caseFile, compared),
  ];
  const values = await readReturns(caseFile, compared);
  const { names, returns, healthy } = compared;
  const divisions = divisionsOf(known, names.length);
  const withWords = ({ root, failing }: Pick<Cause, 'root' | 'failing'>) => {
    const words = divisionsOf(wordFields({ minions: names, values, events: returns }, root, failing), names.length);
    return distinctDivisions([...divisions, ...words], ({ key }) => key);
  };
  let plain: readonly Division[] | undefined;
  const causes: DifferCause[] = [];
  for (const [n, cause] of compared.causes.slice(0, mostCauses).entries()) {
    await breathe();
    if (context.isCancelled()) return cancelled();
    // What ran before the root depends on the root; reading the words anew is dear, so only the largest causes have their own.
    const isOwn = cause.root !== null && n < mostOwnWords;
    if (!isOwn) plain ??= withWords({ root: null, failing: [] });
    causes.push({
      kind: cause.kind,
      root: cause.root,
      text: cause.text,
      failing: cause.failing.map((place) => names[place] ?? ''),
      ...whatDiffers({
        failing: bitsOf(cause.failing, names.length),
        healthy: bitsOf(healthy, names.length),
        divisions: isOwn ? withWords(cause) : (plain ?? []),
        returns,
      }),
    });
  }
  return done({
    jid: compared.jid,
    healthy: compared.healthy.map((place) => compared.names[place] ?? ''),
    causes,
    withGrains: compared.ids.filter((id) => grains.has(id)).length,
    withWords: values.filter((value) => value !== undefined).length,
  });
};

function bitsOf(places: readonly number[], minions: number): Uint32Array {
  const set = bits(minions);
  for (const place of places) setBit(set, place);
  return set;
}

/** The returns as they came; of too many bytes those of evenly spread minions, failing ones first. */
async function readReturns(caseFile: CaseFile, { returns, causes, healthy }: Compared): Promise<(Json | undefined)[]> {
  const values = new Array<Json | undefined>(returns.length).fill(undefined);
  const failing = [...new Set(causes.flatMap((cause) => cause.failing))];
  for (const group of [failing, healthy]) {
    const events = group.flatMap((place) => {
      const event = returns[place];
      return event === undefined ? [] : [{ place, event }];
    });
    const bytes = events.reduce((sum, { event }) => sum + caseFile.columns.value('size', event), 0);
    const step = Math.max(1, Math.ceil(bytes / (mostBytes / 2)));
    for (const [n, { place, event }] of events.entries()) {
      if (n % step !== 0) continue;
      values[place] = caseFile.event(event).data.return;
      if (n % 64 === 63) await breathe();
    }
  }
  return values;
}
