// What the completion of the text form of a sequence offers, and where.
import { expect, it } from 'vitest';
import { typingInSequence } from '../../../renderer/app/filter/sequence-completion.ts';

function offered(before: string): readonly string[] {
  const typing = typingInSequence(before);
  return typing.what === 'filter' ? [`filter from ${typing.from}`] : typing.offered;
}

it.each([
  ['', ['sequence']],
  ['seq', ['sequence']],
  ['sequence ', ['by', 'with']],
  ['sequence by mi', ['minion', 'jid', 'fun', 'user', 'expected', 'source']],
  ['sequence by jid, ', ['minion', 'jid', 'fun', 'user', 'expected', 'source']],
  ['sequence by jid wi', ['with']],
  ['sequence by jid with ', ['maxspan']],
  ['sequence by jid with maxspan=', ['30s', '1m', '5m', '10m', '1h', '1d']],
  ['sequence by jid with maxspan=5', ['30s', '1m', '5m', '10m', '1h', '1d']],
  ['sequence [', ['filter from 10']],
  ['sequence [kind:ret fun:state.', ['filter from 10']],
  // Brackets of a glob and in quotes are none of the sequence.
  ['sequence [minion:web[12] ou', ['filter from 10']],
  ['sequence ["a ] \\" ]" ou', ['filter from 10']],
  ['sequence [kind:new] ', ['by', 'until']],
  ['sequence [kind:new] by ', ['minion', 'jid', 'fun', 'user', 'expected', 'source']],
  ['sequence [kind:new] [kind:ret] unt', ['by', 'until']],
  ['sequence [kind:new] [kind:ret] until [', ['filter from 38']],
])('behind %j', (before, wanted) => {
  expect(offered(before)).toEqual(wanted);
});

it('completes the word that is typed, from its beginning', () => {
  expect(typingInSequence('sequence by mi').from).toBe(12);
  expect(typingInSequence('sequence by jid with maxspan=5').from).toBe(29);
  expect(typingInSequence('sequence [kind:new] unt').from).toBe(20);
});
