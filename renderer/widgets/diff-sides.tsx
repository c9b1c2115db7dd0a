// Two texts side by side, what differs marked in both; long equal stretches folded.
import './diff-sides.css';
import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';

type Props = {
  readonly before: string;
  readonly after: string;
  /** Names of the two sides. */
  readonly labels: readonly [string, string];
  readonly nonce: string;
};

/** The two texts; they can be selected and copied, not changed. */
export function DiffSides({ before, after, labels, nonce }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [beforeLabel, afterLabel] = labels;
  useEffect(() => {
    const parent = host.current;
    if (parent === null) return;
    const side = (text: string, label: string) => ({
      doc: text,
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-label': label }),
      ],
    });
    const view = new MergeView({
      a: side(before, beforeLabel),
      b: side(after, afterLabel),
      parent,
      gutter: true,
      collapseUnchanged: { margin: 3, minSize: 6 },
    });
    return () => view.destroy();
  }, [before, after, beforeLabel, afterLabel, nonce]);
  return (
    <div className="ds">
      <div className="ds-labels muted" aria-hidden="true">
        <span>{beforeLabel}</span>
        <span>{afterLabel}</span>
      </div>
      <div ref={host} className="ds-host" />
    </div>
  );
}
