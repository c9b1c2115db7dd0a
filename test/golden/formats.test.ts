// What every format makes of every odd input we know: <format>/<case>/input.* gives events.json and problems.json.
// After a deliberate change run `npm run golden` and read the difference.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formats } from '../../electron/formats/registry.ts';
import { formatStamp } from '../../shared/base/stamp.ts';
import { inChunks, type ReadEvent, type Reading, readRecords } from '../support/read-records.ts';

/** One event a line; what is absent is left out. The data stands as its exact JSON text. */
function eventLine({ event, dataText }: ReadEvent): string {
  const { stamp, data: _data, ...words } = event;
  const shown = Object.entries({ stamp: stamp === undefined ? undefined : formatStamp(stamp), ...words }).filter(
    ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
  );
  const head = JSON.stringify(Object.fromEntries(shown)).slice(0, -1);
  return `${head}${shown.length > 0 ? ',' : ''}"data":${dataText.replaceAll(/\n\s*/g, '')}}`;
}

function eventsJson({ events }: Reading): string {
  return `[\n${events.map(eventLine).join(',\n')}\n]\n`;
}

function problemsJson({ problems, noiseLines, rejected }: Reading): string {
  const lines = problems.map((problem) => `  ${JSON.stringify(problem)}`);
  return `{"noiseLines": ${noiseLines}, "rejected": ${rejected}, "problems": [\n${lines.join(',\n')}\n]}\n`;
}

describe.each(formats)('$name', (format) => {
  const folder = join(import.meta.dirname, format.name);

  it.each(readdirSync(folder))('%s', async (name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) ?? '';
    const bytes = readFileSync(join(folder, name, input));
    const reading = readRecords(format, bytes);
    for (const { dataText } of reading.events) expect(() => JSON.parse(dataText)).not.toThrow();
    await expect(eventsJson(reading)).toMatchFileSnapshot(join(folder, name, 'events.json'));
    await expect(problemsJson(reading)).toMatchFileSnapshot(join(folder, name, 'problems.json'));
    for (const size of [1, 7, 64]) expect(readRecords(format, bytes, inChunks(bytes, size))).toEqual(reading);
  });
});
