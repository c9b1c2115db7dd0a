// Names and values of one thing, under each other; what is not known has no line.
import type { ReactNode } from 'react';

/** One line; `null` as value leaves it out. */
export type Fact = { readonly name: string; readonly value: ReactNode | null };

/** The list. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="story-facts">
      {facts
        .filter((fact) => fact.value !== null)
        .map((fact) => [
          <dt key={`${fact.name} name`}>{fact.name}</dt>,
          <dd key={`${fact.name} value`}>{fact.value}</dd>,
        ])}
    </dl>
  );
}
