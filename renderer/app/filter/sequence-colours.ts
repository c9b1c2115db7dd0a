// Colours of the sequence language, taken from its grammar; what stands in a step is coloured as a filter.
import type { Extension } from '@codemirror/state';
import { parseSequence } from '../../../shared/filter/parse-sequence.ts';
import { parser } from '../../../shared/filter/sequence-grammar.generated.ts';
import { codeColours, filterMarks, type Mark } from './filter-colours.ts';

const keywords = /\b(?:sequence|by|with|maxspan|until)\b/gi;

/** The coloured pieces of a text, in order. Keywords have no nodes: they are what stands between. */
export function sequenceMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  let done = 0;
  const between = (to: number) => {
    for (const match of text.slice(done, to).matchAll(keywords))
      marks.push({ from: done + match.index, to: done + match.index + match[0].length, name: 'f-keyword' });
  };
  parser.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if ((name !== 'StepFilter' && name !== 'Name' && name !== 'Duration') || from === to) return;
      between(from);
      done = to;
      if (name !== 'StepFilter') marks.push({ from, to, name: name === 'Name' ? 'f-field' : 'f-value' });
      else {
        for (const mark of filterMarks(text.slice(from + 1, to - 1)))
          marks.push({ from: from + 1 + mark.from, to: from + 1 + mark.to, name: mark.name });
      }
    },
  });
  between(text.length);
  return marks;
}

/** The editor extension. */
export const sequenceColours: Extension = codeColours({
  marks: sequenceMarks,
  faultAt: (text) => {
    const parsed = parseSequence(text);
    return parsed.ok ? null : parsed.position;
  },
});
