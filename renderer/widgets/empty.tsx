// What stands where there is nothing: what would be here, why it is not, and what can be done.
import type { ReactNode } from 'react';

type Props = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode };

/** An empty place that teaches. */
export function Empty({ title, children, action }: Props) {
  return (
    <div className="empty" role="status">
      <p className="empty-title">{title}</p>
      {children === undefined ? null : <div className="muted empty-text">{children}</div>}
      {action}
    </div>
  );
}
