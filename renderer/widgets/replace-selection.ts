// What every editor of the page needs under its content policy.
import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection is done by us: Chromium would put the style of what it removes on what it inserts, as an inline style
 * that the content policy refuses, with an error in the console.
 */
export const replaceSelection = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    if (event.inputType !== 'insertText' || event.data === null || view.composing) return false;
    if (view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});
