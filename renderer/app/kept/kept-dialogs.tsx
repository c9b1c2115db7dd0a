// Everything that asks or tells about what is kept, each shown only when it has something to say.
import { LinkDialog } from './link-dialog.tsx';
import { QueryDraftDialog } from './query-draft-dialog.tsx';
import { QueryValuesDialog } from './query-values-dialog.tsx';
import { SpanNoteDialog } from './span-note-dialog.tsx';
import { UndoNotice } from './undo-notice.tsx';
import { ViewNameDialog } from './view-name-dialog.tsx';
import './kept.css';

/** The dialogs and the notice. */
export function KeptDialogs() {
  return (
    <>
      <QueryValuesDialog />
      <QueryDraftDialog />
      <ViewNameDialog />
      <SpanNoteDialog />
      <LinkDialog />
      <UndoNotice />
    </>
  );
}
