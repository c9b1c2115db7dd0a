// The rows of "Start here", whatever they are about: one stop for the Tab key, arrows from row to row.
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';

/** Where a row stands in its list. */
export type StartPlace = { readonly isFirst: boolean; readonly tabIndex: number; readonly onFocus: () => void };

type RowsProps<T> = {
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string | number;
  /** Makes a {@link StartRow} of an item. */
  readonly row: (item: T, place: StartPlace) => ReactNode;
};

/** The list. */
export function StartRows<T>({ items, keyOf, row }: RowsProps<T>) {
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const last = items.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(last, Math.max(0, to));
    setActive(next);
    list.current?.querySelectorAll<HTMLElement>('.st-row')[next]?.focus();
  };
  return (
    <ul ref={list} onKeyDown={onKeyDown}>
      {items.map((item, at) => (
        <li key={keyOf(item)}>
          {row(item, {
            isFirst: at === 0,
            tabIndex: at === Math.min(active, last) ? 0 : -1,
            onFocus: () => setActive(at),
          })}
        </li>
      ))}
    </ul>
  );
}

type RowProps = {
  readonly place: StartPlace;
  readonly tone: string | undefined;
  readonly onOpen: () => void;
  readonly words: ReactNode;
  readonly side: ReactNode;
};

/** One row: the words, and at its side how bad it is and where. */
export function StartRow({ place: { isFirst, tabIndex, onFocus }, tone, onOpen, words, side }: RowProps) {
  return (
    <button
      type="button"
      className="st-row"
      data-first={isFirst || undefined}
      data-tone={tone}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span className="st-words">{words}</span>
      <span className="st-side">{side}</span>
    </button>
  );
}
