// A titled box on the ground: what the overview and the pages are made of.
import './card.css';
import { type ReactNode, useId } from 'react';

type Props = {
  readonly title: string;
  /** Stands at the end of the title line: a hint, or a control. */
  readonly aside?: ReactNode;
  /** Lets the content use the box to its edges. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A region named by its title. */
export function Card({ title, aside, isFlush = false, className, children }: Props) {
  const id = useId();
  return (
    <section className={className === undefined ? 'card cd' : `card cd ${className}`} aria-labelledby={id}>
      <header className="cd-head">
        <h2 id={id} className="cd-title">
          {title}
        </h2>
        {aside === undefined ? null : <div className="cd-aside">{aside}</div>}
      </header>
      <div className="cd-body" data-flush={isFlush || undefined}>
        {children}
      </div>
    </section>
  );
}
