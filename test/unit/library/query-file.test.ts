// Files of saved queries: what is read, and what is wrong with the rest, by line.
import { describe, expect, it } from 'vitest';
import { readQueryFile, writeQueryFile } from '../../../electron/library/query-file.ts';
import { longestFile } from '../../../electron/library/read-yaml.ts';

const read = (text: string | Uint8Array) =>
  readQueryFile(typeof text === 'string' ? new TextEncoder().encode(text) : text);
const good = `# who asked for this
name: Failed on one minion
kind: filter # a filter
text: kind:ret outcome:failed minion:$minion
parameters:
  minion:
    type: minion
    default: web1 # the usual one
`;

describe('a file of a saved query', () => {
  it('is read with what it leaves out filled in', () => {
    expect(read(good)).toEqual({
      ok: true,
      query: {
        name: 'Failed on one minion',
        description: '',
        kind: 'filter',
        text: 'kind:ret outcome:failed minion:$minion',
        parameters: [{ name: 'minion', type: 'minion', description: '', default: 'web1', choices: [] }],
      },
    });
  });

  it.each([
    ['name: a\nkind: filter\ntext: kind:ret\ncolour: red\n', 4, 'unknown key colour'],
    ['name: a\nkind: filte\ntext: kind:ret\n', 2, 'kind: expected one of filter, sequence, sql'],
    ['name: a\nkind: filter\n', 1, 'text: expected string'],
    ['name: a\nkind: filter\ntext: kind:rett\n', 3, 'position 5: unknown kind rett'],
    ['name: a\nkind: filter\ntext: kind:ret (\n', 3, 'position 10: expected a term'],
    ['name: a\nkind: filter\ntext: minion:$x\n', 3, '$x is no parameter'],
    ['name: a\nkind: filter\ntext: kind:ret\nparameters:\n  x: { type: text }\n', 5, 'the text has no $x'],
    [
      'name: a\nkind: filter\ntext: duration>$x\nparameters:\n  x:\n    type: duration\n    default: 12\n',
      5,
      'expected a duration',
    ],
    [
      'name: a\nkind: filter\ntext: a:$x\nparameters:\n  x: { type: colour }\n',
      5,
      'parameters.x.type: expected one of',
    ],
    ['name: a\nkind: filter\ntext: minion:$x\nparameters:\n  x: { type: choice }\n', 5, 'a choice needs choices'],
    ['name: a\nname: b\nkind: filter\ntext: kind:ret\n', 2, 'no valid YAML'],
    ['name: a\nkind: [\ntext: kind:ret\n', 3, 'no valid YAML'],
    ['name: &a x\nkind: filter\ntext: *a\n', 3, 'aliases'],
    ['name: !!js/function x\nkind: filter\ntext: kind:ret\n', 1, 'no valid YAML'],
    ['name: a\n---\nname: b\n', 2, 'no valid YAML'],
    ['name: "a\\nb"\nkind: filter\ntext: kind:ret\n', 1, 'control'],
    ['name: "\\u202egnp"\nkind: filter\ntext: kind:ret\n', 1, 'direction'],
    ['__proto__: { x: 1 }\nname: a\nkind: filter\ntext: kind:ret\n', 1, '__proto__'],
    ['', null, 'expected a map with name, kind and text'],
    ['- a\n', 1, 'expected a map with name, kind and text'],
  ])('%j is refused on line %s', (text, line, reason) => {
    const found = read(text);
    expect(found).toMatchObject({ ok: false, line });
    expect(!found.ok && found.reason).toContain(reason);
  });

  it('is bounded: no bomb of aliases, brackets, dashes or bytes is unpacked', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((c, n) => `${c}: &${c} [${Array(9).fill(`*${'abcdefgh'[n]}`).join(',')}]`)
      .join('\n')}\n`;
    expect(read(bomb)).toMatchObject({ ok: false });
    expect(read('['.repeat(30_000))).toMatchObject({ ok: false, line: 1, reason: expect.stringContaining('brackets') });
    expect(read(`${'- '.repeat(30_000)}a`)).toMatchObject({ ok: false, line: 1 });
    expect(read(`${Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')}\n`)).toMatchObject({
      ok: false,
    });
    expect(read(`#${'x'.repeat(longestFile)}`)).toMatchObject({ ok: false, reason: expect.stringContaining('64 kB') });
    expect(read(new Uint8Array([0x6e, 0xff, 0xfe]))).toMatchObject({ ok: false, reason: 'it is no UTF-8 text' });
  });

  it('written and read again is the same; comments and the order of keys stay', () => {
    const first = read(good);
    if (!first.ok) throw new Error(first.reason);
    expect(read(writeQueryFile(first.query))).toEqual(first);
    const changed = { ...first.query, text: 'kind:ret minion:$minion "a: b"\nor kind:new', description: 'Why: #1' };
    const written = writeQueryFile(changed, good);
    expect(written).toContain('# who asked for this');
    expect(written.indexOf('kind:')).toBeLessThan(written.indexOf('parameters:'));
    expect(written).toContain('# the usual one');
    expect(read(written)).toEqual({ ok: true, query: changed });
  });
});
