// Every recorded capture is read through the line and held against the counts of an independent parser.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capturesFolder, inChunks, type Reading, readCapture, readRecords } from '../../support/read-records.ts';

type Count = {
  readonly recording: string;
  readonly file: string;
  readonly events: number;
  readonly between: number;
  readonly missing: number;
  readonly noiseLines: number;
};

const counts: Count[] = JSON.parse(readFileSync(`${capturesFolder}counts.json`, 'utf8'));
const formatOfFile: { readonly [file: string]: string } = {
  'sse.txt': 'sse',
  'event-plain.txt': 'state-event',
  'event-pretty.txt': 'state-event',
  'rawfile.jsonl': 'rawfile-json',
};
const recordings = [...new Set(counts.map(({ recording }) => recording))];

/** Tag, stamp and data of the events between the last begin and the first end marker, in an order that files share. */
function betweenMarkers({ events }: Reading): string[] {
  const tags = events.map(({ event }) => event.tag);
  const end = tags.indexOf('salt/netapi/hook/saltlab/end');
  const begin = tags.lastIndexOf('salt/netapi/hook/saltlab/begin', end);
  return events
    .slice(begin + 1, end)
    .map(({ event, canonical }) => `${event.tag} ${event.stamp} ${canonical}`)
    .sort();
}

describe.each(recordings)('%s', (recording) => {
  const readings = new Map<string, Reading>();
  const files = counts.filter((count) => count.recording === recording);

  it.each(files)('$file has the counted events and lines that are no events', async ({ file, events, noiseLines }) => {
    const { format, bytes } = await readCapture(recording, file);
    const reading = readRecords(format, bytes, inChunks(bytes, 64 * 1024));
    readings.set(file, reading);
    expect(format.name).toBe(formatOfFile[file]);
    expect(reading.events.length).toBe(events);
    expect(reading.noiseLines).toBe(noiseLines);
    expect(reading.rejected).toBe(0);
    expect(reading.events.filter(({ event }) => event.stamp === undefined)).toEqual([]);
  });

  it('the same incident in four formats gives the same events between the markers', () => {
    const [first, ...others] = files.map(({ file }) => betweenMarkers(readings.get(file) as Reading));
    expect(first?.length).toBe(files[0]?.between);
    for (const other of others) expect(other).toEqual(first);
  });
});

it('every recording is counted in all four files', () => {
  expect(counts.length).toBe(recordings.length * 4);
  expect(recordings.length).toBe(18);
});
