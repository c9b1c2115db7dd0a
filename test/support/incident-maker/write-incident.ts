// Writes the log of a made-up incident to a file, in large parts.
import { closeSync, openSync, writeSync } from 'node:fs';
import { type IncidentPlan, makeIncident } from './make-incident.ts';
import type { Planted } from './planted.ts';

const partLength = 4_000_000;

/** Writes the log and gives its truth. */
export function writeIncident(path: string, plan: IncidentPlan): Planted {
  const file = openSync(path, 'w');
  let lines: string[] = [];
  let length = 0;
  const flush = (): void => {
    writeSync(file, lines.map((line) => `${line}\n`).join(''));
    lines = [];
    length = 0;
  };
  try {
    const planted = makeIncident(plan, (line) => {
      lines.push(line);
      length += line.length;
      if (length >= partLength) flush();
    });
    flush();
    return planted;
  } finally {
    closeSync(file);
  }
}
