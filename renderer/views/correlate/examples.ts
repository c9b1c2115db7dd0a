// Sequences to begin with; each is a question people really ask of a bus.

/** Name in the texts, and the sequence. */
export const examples = [
  {
    name: 'restart',
    text: 'sequence by minion with maxspan=1h\n  [tag:salt/minion/*/start]\n  [kind:ret fun:(state.apply or state.highstate) outcome:failed]',
  },
  {
    name: 'silent',
    text: 'sequence by jid, minion with maxspan=1m\n  [kind:new internal:false]\n  ![kind:ret]',
  },
  {
    name: 'again',
    text: 'sequence by minion, fun with maxspan=30m\n  [kind:ret fun:state.* outcome:failed]\n  [kind:ret outcome:(succeeded or changed)]\nuntil [kind:minion-start] by minion, fun',
  },
] as const;
