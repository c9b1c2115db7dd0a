// Which chart an answer becomes, and what is drawn of it.
import { describe, expect, test } from 'vitest';
import { guessChart, timeOf } from '../../../renderer/views/sql/chart-choice.ts';
import { type ChartColours, chartOption, leftOut } from '../../../renderer/views/sql/chart-option.ts';
import type { SqlAnswer, SqlType, SqlValue } from '../../../shared/questions/sql.ts';

const colours: ChartColours = {
  text: '#1',
  muted: '#2',
  line: '#3',
  raised: '#4',
  surface: '#5',
  series: ['#6', '#7'],
  words: { failed: '#f' },
};

function answerOf(columns: Readonly<Record<string, SqlType>>, rows: SqlValue[][]): SqlAnswer {
  return {
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, isEvent: name === 'id' })),
    rows,
    truncated: false,
    cutValues: 0,
    tookMs: 1,
  };
}

const byMinute = answerOf({ minute: 'text', outcome: 'text', n: 'integer' }, [
  ['2026-03-01T12:01', 'failed', 2],
  ['2026-03-01T12:00', 'failed', 1],
  ['2026-03-01T12:00', 'changed', 5],
]);
const byMinion = answerOf({ minion: 'text', outcome: 'text', n: 'integer' }, [
  ['web1', 'failed', 1],
  ['web2', 'changed', 3],
]);

describe('the guess', () => {
  test.each([
    ['time, words, number: a line a word', byMinute, { kind: 'time', x: 0, y: 2, split: 1 }],
    ['two words, number: a heat map', byMinion, { kind: 'heat', x: 1, y: 2, split: 0 }],
    [
      'a word, number: bars',
      answerOf({ minion: 'text', n: 'real' }, [['a', 1]]),
      { kind: 'bar', x: 0, y: 1, split: null },
    ],
    [
      'stamps by name',
      answerOf({ started: 'integer', n: 'integer' }, [[1_772_366_400_000_000, 4]]),
      { kind: 'time', x: 0, y: 1, split: null },
    ],
    ['ids of events are no numbers', answerOf({ id: 'integer', minion: 'text' }, [[1, 'a']]), null],
    ['no numbers', answerOf({ minion: 'text' }, [['a']]), null],
    ['one number alone', answerOf({ n: 'integer' }, [[1]]), null],
  ])('%s', (_what, answer, choice) => {
    expect(guessChart(answer)).toEqual(choice);
  });

  test('times in all the spellings that SQL makes', () => {
    const noon = Date.UTC(2026, 2, 1, 12);
    expect(timeOf('2026-03-01T12:00:00.000000Z')).toBe(noon);
    expect(timeOf('2026-03-01T12:00')).toBe(noon);
    expect(timeOf('2026-03-01 12:00:00')).toBe(noon);
    expect(timeOf('2026-03-01')).toBe(noon - 12 * 3_600_000);
    expect(timeOf(noon * 1000)).toBe(noon);
    expect(timeOf('web1')).toBeNull();
  });
});

describe('what is drawn', () => {
  type Drawn = {
    series: { name: string; data: unknown[]; itemStyle?: { color: string } }[];
    xAxis: { data?: string[] };
  };

  test('a line a word, in time order, in the colour of its outcome', () => {
    const { series } = chartOption(byMinute, { kind: 'time', x: 0, y: 2, split: 1 }, colours, 'f') as unknown as Drawn;
    const noon = Date.UTC(2026, 2, 1, 12);
    expect(series.map(({ name, data }) => [name, data])).toEqual([
      [
        'failed',
        [
          [noon, 1],
          [noon + 60_000, 2],
        ],
      ],
      ['changed', [[noon, 5]]],
    ]);
    expect(series[0]?.itemStyle?.color).toBe('#f');
  });

  test('bars with a gap where a name has no value', () => {
    const drawn = chartOption(byMinion, { kind: 'bar', x: 0, y: 2, split: 1 }, colours, 'f') as unknown as Drawn;
    expect(drawn.xAxis.data).toEqual(['web1', 'web2']);
    expect(drawn.series.map(({ data }) => data)).toEqual([
      [1, null],
      [null, 3],
    ]);
  });

  test('a heat map of two words', () => {
    const drawn = chartOption(byMinion, { kind: 'heat', x: 1, y: 2, split: 0 }, colours, 'f') as unknown as Drawn;
    expect(drawn.series[0]?.data).toEqual([
      [0, 0, 1],
      [1, 1, 3],
    ]);
  });

  test('what is too much is left out, and counted', () => {
    const many = answerOf(
      { minion: 'text', n: 'integer' },
      Array.from({ length: 250 }, (_, at) => [`m${at}`, at]),
    );
    const choice = { kind: 'bar', x: 0, y: 1, split: null } as const;
    expect((chartOption(many, choice, colours, 'f') as unknown as Drawn).xAxis.data).toHaveLength(200);
    expect(leftOut(many, choice)).toBe(50);
    expect(leftOut(byMinion, { kind: 'bar', x: 0, y: 2, split: 1 })).toBe(0);
  });
});
