// Random records in the words of random-filter.ts's small world, odd spellings included, as NDJSON lines.
import fc from 'fast-check';
import { world, worldText } from './random-filter.ts';

const minion = fc.constantFrom(...world.minions);
const jid = fc.constantFrom(...world.jids);
const fun = fc.constantFrom(...world.funs);
const user = fc.constantFrom(...world.users);

const scalar = fc.oneof(worldText, fc.constantFrom(0, 1, -1, 2, 5, 1.5), fc.boolean(), fc.constant(null));
const leafKey = fc.constantFrom('a', 'b', 'list', '0', 'a.b', '*', '__proto__', 'é "x"');
const tree = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.array(fc.tuple(leafKey, tie('node')), { maxLength: 3 }).map(Object.fromEntries),
  ),
})).node;
const extra = fc.array(fc.tuple(leafKey, tree), { maxLength: 3 }).map(Object.fromEntries);

const stamp = fc.constantFrom(
  '2026-03-01T11:59:59.999999',
  '2026-03-01T12:00:00',
  '2026-03-01T12:00:00.500000+00:00',
  '2026-03-01T12:00:01.000001',
  '2026-03-01T23:59:59.999999',
  '2026-03-02T00:00:00',
  'nonsense',
  undefined,
);

const stateRun = fc
  .array(
    fc.tuple(
      fc.constantFrom('nginx', 'a b', 'web1'),
      fc.constantFrom('pkg|installed', 'file|managed', 'cmd|run'),
      fc.boolean(),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((states) =>
    Object.fromEntries(
      states.map(([id, call, result], at) => {
        const [module, name] = call.split('|');
        const value = { result, changes: {}, comment: '', __sls__: `root${at}`, __id__: id, __run_num__: at };
        return [`${module}_|-${id}_|-${id}_|-${name}`, value];
      }),
    ),
  );

const ret = fc
  .record({
    minion,
    jid,
    fun: fc.oneof(fun, fc.array(fun, { minLength: 2, maxLength: 2 })),
    user: fc.option(user, { nil: undefined }),
    retcode: fc.option(fc.oneof(fc.constantFrom(0, 1, 2), fc.constant([0, 1])), { nil: undefined }),
    success: fc.option(fc.oneof(fc.boolean(), fc.constant([true, false])), { nil: undefined }),
    value: fc.oneof(stateRun, tree),
    extra,
    stamp,
  })
  .map((part) => ({
    tag: `salt/job/${part.jid}/ret/${part.minion}`,
    data: {
      ...part.extra,
      jid: part.jid,
      id: part.minion,
      fun: part.fun,
      user: part.user,
      retcode: part.retcode,
      success: part.success,
      return: part.value,
      _stamp: part.stamp,
    },
  }));

const publish = fc
  .record({
    jid,
    fun,
    user,
    minions: fc.uniqueArray(minion, { maxLength: 3 }),
    tgt: fc.oneof(worldText, fc.array(minion, { maxLength: 2 })),
    extra,
    stamp,
  })
  .map((part) => ({
    tag: `salt/job/${part.jid}/new`,
    data: {
      ...part.extra,
      jid: part.jid,
      fun: part.fun,
      user: part.user,
      arg: [],
      tgt: part.tgt,
      tgt_type: 'glob',
      minions: part.minions,
      _stamp: part.stamp,
    },
  }));

const other = fc
  .record({
    tag: fc.constantFrom(
      'custom/thing',
      'salt/minion/web1/start',
      'a/web1/b',
      'a/req/b',
      'minion_start',
      'odd/\u0001/\u0002/web1',
      'a//b',
      'tab\tin/tag',
    ),
    id: fc.option(minion, { nil: undefined }),
    jid: fc.option(jid, { nil: undefined }),
    cmd: fc.constantFrom(undefined, '_minion_event'),
    extra,
    stamp,
  })
  .map((part) => ({
    tag: part.tag,
    data: { ...part.extra, id: part.id, jid: part.jid, cmd: part.cmd, _stamp: part.stamp },
  }));

/** How a record may be spelt: characters as they are, or escaped as Python does; an oddity that is noted as a problem. */
const spelling = fc.record({
  isEscaped: fc.boolean(),
  oddity: fc.constantFrom(
    '',
    '',
    '',
    '"nan": NaN, ',
    '"twice": 1, "twice": 2, ',
    '"cut": "VALUE_TRIMMED", ',
    '"big": 12345678901234567890, ',
  ),
});

/** One NDJSON line. */
export const randomRecord: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: ret }, { weight: 3, arbitrary: publish }, { weight: 3, arbitrary: other }),
    spelling,
  )
  .map(([{ tag, data }, { isEscaped, oddity }]) => {
    const body = JSON.stringify(data);
    const text = `{"tag": ${JSON.stringify(tag)}, "data": {${oddity}${body.slice(1)}}`.replace(', }', '}');
    return isEscaped
      ? text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      : text;
  });
