// What a failed command of a state said: its comment only names the command, the reason stands in its `stderr` or `stdout`.
import { useMemo } from 'react';
import { isObject, type Json, type JsonObject } from '../../shared/salt/json.ts';
import { useAnswer } from './answers-store.ts';

/** The state looked for in a return. */
export type StateName = { readonly id: string; readonly state: string };

/** Finds a state in a return's data; `null` when it is not there or the data was cut. */
export function stateIn(dataText: string, { id, state }: StateName): JsonObject | null {
  const data = readJson(dataText);
  const run = isObject(data) ? data['return'] : undefined;
  if (!isObject(run)) return null;
  for (const [tag, result] of Object.entries(run)) {
    // A low tag is module_|-id_|-name_|-function (salt/state.py).
    const parts = tag.split('_|-');
    if (!isObject(result) || `${parts[0]}.${parts.at(-1)}` !== state) continue;
    if ((result['__id__'] ?? parts[1]) === id) return result;
  }
  return null;
}

/** `changes.stderr` (else `stdout`) of a state in a return's data; `null` when there is none or the data was cut. */
export function stateOutput(dataText: string, name: StateName): string | null {
  const found = stateIn(dataText, name)?.['changes'];
  const changes = isObject(found) ? found : {};
  const said = [changes['stderr'], changes['stdout']].find((text) => typeof text === 'string' && text.trim() !== '');
  return typeof said === 'string' ? said.trim() : null;
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // Longer than the window is sent: then there is no output to show, and the raw record is one click away.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** {@link stateOutput} of one return event; asks nothing when there is no event. */
export function useStateOutput(event: number | undefined, name: StateName): string | null {
  const { answer } = useAnswer('events.one', event === undefined ? null : { id: event });
  const { id, state } = name;
  return useMemo(
    () => (answer === undefined || answer.row.id !== event ? null : stateOutput(answer.dataText, { id, state })),
    [answer, event, id, state],
  );
}

/** The line of an error text that says most: the last one of a Python traceback, else the first that is not empty. */
export function reasonLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isTraceback = lines.some((line) => line.includes('Traceback (most recent call last)'));
  return ((isTraceback ? lines.at(-1) : lines[0]) ?? '').trim();
}
