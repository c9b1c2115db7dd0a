// Code to type into, on one line or several: an editor without the look of one. What it colours and completes is given from outside.
import { closeCompletion, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder as placeholderText } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { replaceSelection } from './replace-selection.ts';
import './code-editor.css';
import './code-line.css';

type Props = {
  readonly value: string;
  readonly label: string;
  readonly placeholder: string;
  /** Id of the element that says what is wrong, while something is. */
  readonly errorId: string | null;
  /** Colours, completion, marks. Must keep its identity between renders: a new one makes a new editor. */
  readonly extensions: Extension;
  readonly nonce: string;
  /** Several lines: Enter breaks the line, Ctrl or Cmd with Enter submits. */
  readonly isMultiline?: boolean;
  onChange(text: string): void;
  onSubmit(text: string): void;
};

/** Pasted line breaks become spaces: the field has one line. */
const oneLine = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.newDoc.lines === 1) return transaction;
  const text = transaction.newDoc.toString().replaceAll(/\s*\n\s*/g, ' ');
  return {
    changes: { from: 0, to: transaction.startState.doc.length, insert: text },
    selection: { anchor: Math.min(text.length, transaction.newSelection.main.head) },
  };
});

/** The field. Enter submits, Escape closes the completion first; Tab leaves. */
export function CodeLine(props: Props) {
  const { value, label, placeholder, errorId, extensions, nonce, isMultiline = false } = props;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const keys = Prec.high(
      keymap.of([
        {
          key: isMultiline ? 'Mod-Enter' : 'Enter',
          run: (editor) => {
            latest.current.onSubmit(editor.state.doc.toString());
            return true;
          },
        },
        {
          // What was typed stays: only the completion closes.
          key: 'Escape',
          run: (editor) => completionStatus(editor.state) !== null && closeCompletion(editor),
        },
      ]),
    );
    const editor = new EditorView({
      parent,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          EditorView.cspNonce.of(nonce),
          // Completion keys come first: Enter takes a completion before it submits.
          extensions,
          keys,
          history(),
          keymap.of([...historyKeymap, ...defaultKeymap]),
          isMultiline ? EditorView.lineWrapping : oneLine,
          replaceSelection,
          placeholderText(placeholder),
          EditorView.contentAttributes.of({
            'aria-label': label,
            'aria-multiline': String(isMultiline),
            tabindex: '0',
            spellcheck: 'false',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [extensions, nonce, label, placeholder, isMultiline]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({
      changes: { from: 0, to: editor.state.doc.length, insert: value },
      selection: { anchor: value.length },
    });
  }, [value]);

  useEffect(() => {
    const content = view.current?.contentDOM;
    if (content === undefined) return;
    content.setAttribute('aria-invalid', String(errorId !== null));
    if (errorId === null) content.removeAttribute('aria-describedby');
    else content.setAttribute('aria-describedby', errorId);
  }, [errorId]);

  return <div className={isMultiline ? 'code-editor code-line many' : 'code-editor code-line'} ref={host} />;
}
