// How bad something is: a sign that differs in shape as well as in colour, and its word.
import './severity-mark.css';
import { CircleAlert, CircleX, Info, TriangleAlert } from 'lucide-react';

const signs = { error: CircleX, warning: TriangleAlert, notice: CircleAlert, info: Info } as const;

type Props = { readonly severity: keyof typeof signs; readonly word: string; readonly isShort?: boolean };

/** The mark; a short one is only a sign, its word is heard. */
export function SeverityMark({ severity, word, isShort = false }: Props) {
  const Sign = signs[severity];
  return (
    <span className="sv" data-severity={severity} title={isShort ? word : undefined}>
      <Sign size={14} aria-hidden />
      <span className={isShort ? 'only-heard' : 'sv-word'}>{word}</span>
    </span>
  );
}
