// A place that waits: grey bars where content will be. Shown only when the wait is long enough to be noticed.
import './skeleton.css';

type Props = {
  /** What is being fetched. */
  readonly label: string;
  readonly lines?: number;
};

/** Grey bars; says once that it waits. */
export function Skeleton({ label, lines = 6 }: Props) {
  return (
    <div className="sk" role="status" aria-label={label}>
      {Array.from({ length: lines }, (_, i) => (
        <i key={`line-${i + 1}`} aria-hidden="true" style={{ width: `${88 - ((i * 29) % 47)}%` }} />
      ))}
    </div>
  );
}
