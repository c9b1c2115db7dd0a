// Short questions of the filter bar and the palette: values of a field, jids and minions by name. Only the newest of each counts.
import type { Answer } from '../../shared/questions/questions.ts';
import { askNewest } from '../bridge/engine.ts';

/** Values of a filter field that begin like or contain the text, most frequent first; empty when the engine says no. */
export async function askFilterValues(field: string, text: string): Promise<Answer<'filter.values'>['values']> {
  const reply = await askNewest('filter-values', 'filter.values', { field, text, limit: 40 });
  return reply.ok ? reply.answer.values : [];
}

/** Jids and minions whose name contains the text. */
export async function askFind(text: string): Promise<Answer<'case.find'>> {
  const reply = await askNewest('find', 'case.find', { text, limit: 12 });
  return reply.ok ? reply.answer : { minions: [], jobs: [] };
}
