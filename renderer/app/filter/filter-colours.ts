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

/** A piece of a text and the class it is shown with. */
export type Mark = { readonly from: number; readonly to: number; readonly name: string };

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
function underlined(text: string, position: number): { from: number; to: number } {
  const from = Math.max(0, Math.min(position, text.length - 1));
  const word = /^[^\s:=!<>~()"[\]]+/.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(text.length, from + Math.max(1, word)) };
}

/** What a language says of a text: its coloured pieces, and where it is wrong. */
export type CodeReader = {
  readonly marks: (text: string) => Mark[];
  /** 0-based place of the fault, `null` when there is none. */
  readonly faultAt: (text: string) => number | null;
};

function decorations(view: EditorView, reader: CodeReader): DecorationSet {
  const text = view.state.doc.toString();
  const builder = new RangeSetBuilder<Decoration>();
  const all = reader.marks(text);
  const fault = text === '' ? null : reader.faultAt(text);
  if (fault !== null) all.push({ ...underlined(text, fault), name: 'f-fault' });
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  for (const { from, to, name } of all) builder.add(from, to, Decoration.mark({ class: name }));
  return builder.finish();
}

/** The editor extension of a language. */
export function codeColours(reader: CodeReader): Extension {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorations(view, reader);
      }
      update(update: ViewUpdate): void {
        if (update.docChanged) this.decorations = decorations(update.view, reader);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}

/** Colours of the filter language. */
export const filterColours: Extension = codeColours({
  marks: filterMarks,
  faultAt: (text) => {
    const parsed = parseFilter(text);
    return parsed.ok ? null : parsed.position;
  },
});
