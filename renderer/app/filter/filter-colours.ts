// Colours of the filter language in the bar, taken from the one grammar, and the place of an error.
import { type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { parser } from '../../../shared/filter/grammar.generated.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';

const classes: Readonly<Record<string, string>> = {
  Field: 'f-field',
  Operator: 'f-operator',
  Match: 'f-operator',
  Value: 'f-value',
  Quoted: 'f-value',
  RegExp: 'f-value',
  TagGlob: 'f-value',
  Word: 'f-word',
};

type Mark = { readonly from: number; readonly to: number; readonly name: string };

/** The coloured pieces of a text, in order. Keywords have no nodes: they are what stands between. */
export function filterMarks(text: string): Mark[] {
  const marks: Mark[] = [];
  let done = 0;
  const between = (to: number) => {
    for (const match of text.slice(done, to).matchAll(/\b(?:and|or|not)\b|-/gi))
      marks.push({ from: done + match.index, to: done + match.index + match[0].length, name: 'f-keyword' });
  };
  parser.parse(text).iterate({
    enter: (node) => {
      const name = classes[node.name];
      if (name === undefined || node.to === node.from) return;
      between(node.from);
      marks.push({ from: node.from, to: node.to, name });
      done = node.to;
    },
  });
  between(text.length);
  return marks;
}

/** From where to where a wrong text is underlined: the word at the fault, or one place behind the end. */
function faultOf(text: string): { from: number; to: number } | null {
  const parsed = parseFilter(text);
  if (parsed.ok || text === '') return null;
  const from = Math.min(parsed.position, text.length - 1);
  const word = /^[^\s:=!<>~()"]+/.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(text.length, from + Math.max(1, word)) };
}

function decorations(view: EditorView): DecorationSet {
  const text = view.state.doc.toString();
  const fault = faultOf(text);
  const builder = new RangeSetBuilder<Decoration>();
  const all = filterMarks(text);
  if (fault !== null) all.push({ ...fault, name: 'f-fault' });
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { from, to, name } of all) builder.add(from, to, Decoration.mark({ class: name }));
  return builder.finish();
}

/** The editor extension. */
export const filterColours: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorations(view);
    }
    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = decorations(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
