// What the timeline tells of a recorded incident, item by item, as it was once read and found right.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timelineBands } from '../../../electron/queries/timeline-bands.ts';
import { timelineInside } from '../../../electron/queries/timeline-inside.ts';
import { timelineLanes } from '../../../electron/queries/timeline-lanes.ts';
import { timelineTile } from '../../../electron/queries/timeline-tile.ts';
import { formatStamp } from '../../../shared/base/stamp.ts';
import { outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import { DerivedCase } from '../../support/derived-capture.ts';

const recordings = ['3008.5/dead-minion/sse.txt', '3008.5/orchestration/rawfile.jsonl'] as const;

describe.each(recordings)('the timeline of %s', (recording) => {
  let derived: DerivedCase;
  beforeAll(async () => {
    derived = await DerivedCase.read(new URL(`../../captures/${recording}`, import.meta.url).pathname);
  });
  afterAll(() => derived.dispose());
  const name = recording.split('/')[1] ?? '';

  it('has these lanes, bars and marks', async () => {
    const lanes = await derived.ask(timelineLanes, { filter: '', by: 'minion', sort: 'name', limit: 1000 });
    const { from, to } = lanes.extent ?? { from: 0, to: 0 };
    const level = 44;
    const ids = Array.from(lanes.ids);
    const body = { filter: '', by: 'minion', level, tile: Math.floor(from / (256 * 2 ** level)), isMerged: false } as const;
    const tile = await derived.ask(timelineTile, { ...body, lanes: ids });
    const text = ids.map((_, row) => {
      const items = [`${lanes.names[row]}: ${lanes.events[row]} events, ${lanes.failures[row]} failures`];
      for (let at = tile.itemStarts[row] ?? 0; at < (tile.itemStarts[row + 1] ?? 0); at += 1) {
        items.push(
          [
            formatStamp(tile.itemFrom[at] ?? 0),
            `+${(tile.itemTo[at] ?? 0) - (tile.itemFrom[at] ?? 0)} µs`,
            `#${tile.itemEvent[at]}`,
            kinds[tile.itemKind[at] ?? 0],
            outcomesOf(tile.itemOutcome[at] ?? 0).join() || '-',
            `flags ${tile.itemFlags[at]}`,
            `row ${tile.itemDepth[at]}`,
            tile.labels[tile.itemLabel[at] ?? 0],
          ].join(' '),
        );
      }
      return items.join('\n  ');
    });
    const bands = await derived.ask(timelineBands, { limit: 100 });
    const told = bands.bands.map((band) => `${band.kind} ${formatStamp(band.from)} ${formatStamp(band.to)}`);
    const whole = [`${formatStamp(from)} to ${formatStamp(to)}`, ...text, ...told].join('\n');
    await expect(`${whole}\n`).toMatchFileSnapshot(`${name}.txt`);
  });

  it('has these states inside its bars', async () => {
    const events = derived.caseFile.rows<{ event: number }>('SELECT DISTINCT event FROM state_result ORDER BY event');
    const lines: string[] = [];
    for (const { event } of events) {
      const inside = await derived.ask(timelineInside, { event });
      lines.push(`#${event} ${formatStamp(inside.from)} +${inside.to - inside.from} µs, ${inside.placed}`);
      for (const state of inside.states) {
        const place = `${state.from - inside.from} +${state.to - state.from}`;
        lines.push(`  ${state.runNum} ${place} ${state.state} ${state.id} ${state.result} ${state.role} ${state.jid ?? ''}`.trimEnd());
      }
      for (const tick of inside.ticks) lines.push(`  ${tick.kind} #${tick.event} ${tick.stamp - inside.from}`);
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${name}.inside.txt`);
  });
});
