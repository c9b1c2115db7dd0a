// A place that waits: grey bars where content will be. Shown only when the wait is long enough to be noticed.
import './skeleton.css';

const widths = [88, 59, 77, 48, 66, 84];

/** Grey bars; says once what it waits for. */
export function Skeleton({ label }: { readonly label: string }) {
  return (
    <div className="sk" role="status" aria-label={label}>
      {widths.map((width) => (
        <i key={width} aria-hidden="true" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
