// What a sequence reads as, and what is said where it is none.
import { describe, expect, it } from 'vitest';
import { parseSequence } from '../../../shared/filter/parse-sequence.ts';
import { printDraft, printSequence } from '../../../shared/filter/print-sequence.ts';

function read(text: string) {
  const parsed = parseSequence(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed;
}

describe('the sequences of the documents', () => {
  it.each([
    ['sequence by minion with maxspan=5m [kind:minion-start] [kind:ret fun:state.* outcome:failed]', 2, 300e6],
    ['sequence by jid, minion with maxspan=10m\n  [kind:new]\n  ![kind:ret]', 1, 600e6],
    [
      'sequence by minion with maxspan=1h [kind:beacon tag:salt/beacon/*/inotify/*] [kind:new fun:state.apply] [kind:ret outcome:failed] until [kind:minion-start]',
      3,
      3600e6,
    ],
    ['SEQUENCE [a] [b]', 2, undefined],
  ])('%s', (text, steps, maxspanUs) => {
    const { tree } = read(text);
    expect([tree.steps.length, tree.maxspanUs]).toEqual([steps, maxspanUs]);
    expect(read(printSequence(tree)).tree).toEqual(tree);
  });

  it('gives every step the fields of the head, or its own', () => {
    const { tree } = read(
      'sequence by jid, minion [kind:new] by jid, expected [kind:ret] until [] by jid, data."a b".c',
    );
    expect(tree.steps.map(({ by }) => by.map(({ field }) => field))).toEqual([
      ['jid', 'expected'],
      ['jid', 'minion'],
    ]);
    expect(tree.until?.by[1]).toEqual({ field: 'data', path: [{ key: 'a b' }, { key: 'c' }] });
  });

  it('keeps what was written as it was written', () => {
    const { draft } = read('sequence by minion with maxspan=90s [ kind:ret  and -x ] by minion ![(a or b)] until [c]');
    expect(draft).toEqual({
      by: 'minion',
      maxspan: '90s',
      steps: [{ filter: 'kind:ret  and -x', by: 'minion' }],
      absent: { filter: '(a or b)', by: '' },
      until: { filter: 'c', by: '' },
    });
    expect(read(printDraft(draft)).draft).toEqual(draft);
  });
});

describe('the end of a step', () => {
  it.each([
    ['[tag:salt/beacon/[abc]*]', 'tag:salt/beacon/[abc]*'],
    ['[tag:x[]]y]', 'tag:x[]]y'],
    ['[fun~/[a-z]]+/]', 'fun~/[a-z]]+/'],
    ['["a ] b" c]', '"a ] b" c'],
    ['[minion:x[!1]]', 'minion:x[!1]'],
  ])('%s', (step, filter) => {
    expect(read(`sequence ${step} [kind:ret]`).draft.steps[0]?.filter).toBe(filter);
  });
});

describe('what is wrong', () => {
  it.each([
    ['', 0, 'expected sequence', []],
    ['kind:ret', 0, 'expected sequence', []],
    ['sequance by jid', 0, 'expected sequence', ['sequence']],
    ['sequence by', 11, 'expected a field to join by, such as minion', []],
    ['sequence by jid, [a] [b]', 17, 'expected a field to join by, such as minion', []],
    ['sequence by minon [a] [b]', 12, /^steps cannot be joined by minon; expected minion, jid/, ['minion']],
    ['sequence by outcome [a] [b]', 12, /^steps cannot be joined by outcome/, []],
    ['sequence by minion wiht maxspan=5m [a]', 19, /^expected a comma, with or a step/, ['with']],
    ['sequence with maxpsan=5m [a] [b]', 14, 'expected maxspan', ['maxspan']],
    ['sequence with maxspan [a]', 22, 'expected = and a duration', []],
    ['sequence with maxspan= [a]', 23, 'expected a duration such as 5m', []],
    ['sequence with maxspan=5 [a] [b]', 22, 'expected a duration such as 30s, 5m or 1h30m', ['5s', '5m']],
    ['sequence [a', 11, 'expected ] to close the step', []],
    ['sequence [a]', 12, 'expected another step: a sequence has two or more', []],
    ['sequence [a] until [b]', 13, 'expected another step: a sequence has two or more', []],
    ['sequence [a] [kind:rt]', 19, 'unknown kind rt', ['ret', 'start', 'minion-start']],
    ['sequence [a] [retcode>]', 22, 'expected a value', []],
    ['sequence with maxspan=1m [a] ![b] [c]', 29, '![…] can only be the last step', []],
    ['sequence with maxspan=1m ![b]', 25, /^expected a step that must come/, []],
    ['sequence [a] ![b]', 13, /^!\[…\] needs an end: expected with maxspan=/, []],
    ['sequence [a] [b] untl [c]', 17, /until/, ['until']],
    ['sequence [a] [b] until [c] [d]', 27, 'expected the end: until stands last', []],
    ['sequence [a] [b] until', 22, /^expected a step such as/, []],
    ['sequence by minion, jid [a] by minion [b]', 31, 'expected 2 fields to join by, as in the other steps', []],
    ['sequence [a] by minion [b]', 26, 'expected 1 field to join by, as in the other steps', []],
    [`sequence ${'[a] '.repeat(33)}`, 137, 'a sequence has at most 32 steps', []],
    ['sequence by jid,jid,jid,jid,jid,jid,jid,jid,jid [a] [b]', 44, 'steps are joined by at most 8 fields', []],
  ])('%s', (text, position, message, suggestions) => {
    const parsed = parseSequence(text);
    if (parsed.ok) throw new Error('it was read');
    const reason = parsed.message.replace(/^position \d+: /, '');
    if (typeof message === 'string') expect(reason).toBe(message);
    else expect(reason).toMatch(message);
    expect([parsed.position, parsed.suggestions]).toEqual([position, suggestions]);
  });
});
