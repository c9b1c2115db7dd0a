// The record as it was read, byte for byte in text, with every place it was read from.
import { Copy, Eye, EyeOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventDetail } from '../../../shared/questions/event-row.ts';
import { coverSecrets } from '../../../shared/salt/secret.ts';
import { useReader } from '../../stores/reader.ts';
import { useSearchStore } from '../../stores/search-store.ts';
import { copyText } from '../../stores/shell-store.ts';
import { TextLines } from '../../widgets/text-lines.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { useLineHeight } from './row-height.ts';

/** The raw tab. */
export function RawTab({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const reader = useReader();
  const rowHeight = useLineHeight();
  const [isRevealed, setRevealed] = useState(false);
  const covered = useMemo(() => coverSecrets(detail.raw), [detail.raw]);
  const text = isRevealed ? detail.raw : covered;
  const sought = useSearchStore((s) => s.text);
  const marked = useMemo(() => (sought === null ? [] : waysToWrite(sought)), [sought]);
  const hasSecrets = covered !== detail.raw;
  return (
    <>
      <div className="raw-head">
        <div>
          <p className="caption">{t('inspector.readFrom')}</p>
          {detail.places.map((place) => (
            <div key={`${place.source} ${place.offset}`} className="raw-place">
              <span className="mono clip" title={place.source}>
                <VisibleText text={place.source} />
              </span>
              <span className="muted">
                {t('inspector.place', {
                  line: reader.number(place.line),
                  offset: reader.number(place.offset),
                  length: reader.number(place.length),
                })}
              </span>
            </div>
          ))}
        </div>
        <div className="raw-buttons">
          <button type="button" className="btn" onClick={() => copyText(text)}>
            <Copy size={13} aria-hidden />
            {t('inspector.copyRaw')}
          </button>
          {hasSecrets ? (
            <button type="button" className="btn" aria-pressed={isRevealed} onClick={() => setRevealed(!isRevealed)}>
              {isRevealed ? <EyeOff size={13} aria-hidden /> : <Eye size={13} aria-hidden />}
              {t(isRevealed ? 'inspector.cover' : 'inspector.revealAll')}
            </button>
          ) : null}
        </div>
        {detail.rawIsCut ? (
          <p className="muted">{t('inspector.rawCut', { n: reader.number(detail.raw.length) })}</p>
        ) : null}
      </div>
      <TextLines text={text} label={t('inspector.rawLabel')} rowHeight={rowHeight} marked={marked} />
    </>
  );
}

/** A text as it is, and as JSON escapes it: with as few escapes as possible, and as ASCII. */
function waysToWrite(text: string): readonly string[] {
  const escaped = JSON.stringify(text).slice(1, -1);
  const ascii = escaped.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set([text, escaped, ascii])];
}
