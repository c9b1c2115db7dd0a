// How sure we are: solid and said for certain, dashed and said for concluded.

type Props = {
  readonly isCertain: boolean;
  /** "certain" or "inferred" in the reader's language. */
  readonly word: string;
  /** Why, shown when pointing at it. */
  readonly because?: string | undefined;
};

/** The pill beside every conclusion. */
export function CertaintyPill({ isCertain, word, because }: Props) {
  return (
    <span className={isCertain ? 'pill certain' : 'pill inferred'} title={because}>
      {word}
    </span>
  );
}
