// An outcome as a person sees it: colour, sign and word together, so that no one of the three has to be trusted alone.
import './outcome-mark.css';

/** What can be marked. `blocked` is a state that failed because another one did. */
export type MarkTone = 'succeeded' | 'changed' | 'failed' | 'missing' | 'running' | 'unknown' | 'blocked';

type SignProps = { readonly tone: MarkTone; readonly size?: number };

/** The sign alone, drawn (fonts differ in these characters); it takes the colour of its surroundings. */
export function OutcomeSign({ tone, size = 12 }: SignProps) {
  return (
    <svg className="om-sign" width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {shapes[tone]}
    </svg>
  );
}

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.8, strokeLinecap: 'round' as const };

const shapes = {
  succeeded: <path {...stroke} strokeLinejoin="round" d="M2 6.6 4.8 9.3 10 3.2" />,
  changed: <path {...stroke} d="M6 1.6v5.6M3.2 4.4h5.6M3.2 10.2h5.6" />,
  failed: <path {...stroke} d="m2.6 2.6 6.8 6.8m0-6.8-6.8 6.8" />,
  missing: <circle {...stroke} cx="6" cy="6" r="4.4" strokeDasharray="2.1 2.5" strokeLinecap="butt" />,
  running: (
    <g fill="currentColor">
      <circle cx="2" cy="6" r="1.3" />
      <circle cx="6" cy="6" r="1.3" />
      <circle cx="10" cy="6" r="1.3" />
    </g>
  ),
  unknown: (
    <g>
      <path {...stroke} d="M3.7 4.1c0-1.5 1-2.4 2.4-2.4 1.3 0 2.3.9 2.3 2.1 0 1.7-2.2 1.9-2.3 3.7" />
      <circle cx="6.1" cy="10.2" r="1.1" fill="currentColor" />
    </g>
  ),
  blocked: (
    <g>
      <circle {...stroke} strokeWidth={1.5} cx="6" cy="6" r="4.3" />
      <path {...stroke} strokeWidth={1.5} d="m3 9 6-6" />
    </g>
  ),
} as const;

type Props = {
  readonly tone: MarkTone;
  /** The outcome in the reader's language. */
  readonly word: string;
  /** Said beside the word, for example a count. */
  readonly note?: string | undefined;
};

/** Sign and word in the outcome's colour. */
export function OutcomeMark({ tone, word, note }: Props) {
  return (
    <span className="om" data-tone={tone}>
      <OutcomeSign tone={tone} />
      <span className="om-word">{word}</span>
      {note === undefined ? null : <span className="om-note">{note}</span>}
    </span>
  );
}
