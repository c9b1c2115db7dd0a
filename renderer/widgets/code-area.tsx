// Several lines of code to type into. What it colours and completes is given from outside.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { type RefObject, useEffect, useRef } from 'react';
import { replaceSelection } from './replace-selection.ts';
import './code-editor.css';
import './code-area.css';

/** What can be done with the field from outside. */
export type CodeAreaHandle = { insert(text: string): void; focus(): void };

type Props = {
  readonly value: string;
  readonly label: string;
  /** Id of the element that says what is wrong, while something is. */
  readonly errorId: string | null;
  /** What is underlined as wrong. */
  readonly fault: { readonly from: number; readonly to: number } | null;
  /** Colours, completion. Must keep its identity between renders: a new one makes a new editor. */
  readonly extensions: Extension;
  readonly nonce: string;
  readonly handle: RefObject<CodeAreaHandle | null>;
  onChange(text: string): void;
  /** Ctrl or Cmd with Enter. */
  onSubmit(): void;
};

const faultMark = Decoration.mark({ class: 'code-fault' });
const setFault = StateEffect.define<Props['fault']>();
const faults = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let next = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setFault)) continue;
      const { value } = effect;
      const to = Math.min(value?.to ?? 0, transaction.newDoc.length);
      next = value === null || value.from >= to ? Decoration.none : Decoration.set(faultMark.range(value.from, to));
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The field. Ctrl+Enter submits; Tab leaves it. */
export function CodeArea(props: Props) {
  const { value, label, errorId, fault, extensions, nonce, handle } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const submit = {
      key: 'Mod-Enter',
      run: () => {
        latest.current.onSubmit();
        return true;
      },
    };
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          EditorView.cspNonce.of(nonce),
          Prec.highest(keymap.of([submit])),
          extensions,
          history(),
          keymap.of([...historyKeymap, ...defaultKeymap]),
          lineNumbers(),
          EditorView.lineWrapping,
          faults,
          replaceSelection,
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-multiline': 'true', spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    handle.current = {
      insert: (text) => {
        editor.dispatch(editor.state.replaceSelection(text), { scrollIntoView: true });
        editor.focus();
      },
      focus: () => editor.focus(),
    };
    return () => {
      view.current = null;
      handle.current = null;
      editor.destroy();
    };
  }, [extensions, nonce, label, handle]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: setFault.of(fault) });
  }, [fault]);

  useEffect(() => {
    const content = view.current?.contentDOM;
    if (content === undefined) return;
    content.setAttribute('aria-invalid', String(errorId !== null));
    if (errorId === null) content.removeAttribute('aria-describedby');
    else content.setAttribute('aria-describedby', errorId);
  }, [errorId]);

  return <div className="code-editor code-area" ref={host} />;
}
