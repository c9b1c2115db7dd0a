// The event's data as a tree in which every value can be filtered by. Secrets are covered until asked for.
import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { printPath } from '../../../shared/filter/data-path.ts';
import type { EventDetail } from '../../../shared/questions/event-row.ts';
import { coverSecrets, isSecretKey } from '../../../shared/salt/secret.ts';
import { useReader } from '../../stores/reader.ts';
import { copyText } from '../../stores/shell-store.ts';
import { readExactJson } from '../../widgets/json-nodes.ts';
import { JsonTree } from '../../widgets/json-tree.tsx';
import { TextLines } from '../../widgets/text-lines.tsx';
import { ValueSpotHost } from '../../widgets/value-spot.tsx';
import { useLineHeight } from './row-height.ts';

function fieldOf(path: readonly string[]): string {
  return printPath(path.map((key) => ({ key })));
}

/** The data tab. */
export function DataTab({ detail }: { readonly detail: EventDetail }) {
  const { t } = useTranslation();
  const reader = useReader();
  const rowHeight = useLineHeight();
  const root = useMemo(() => readExactJson(detail.dataText), [detail.dataText]);
  const words = useMemo(
    () => ({
      label: t('inspector.dataLabel'),
      reveal: t('inspector.reveal'),
      covered: t('inspector.covered'),
      entries: (count: number) => t('inspector.entries', { count, n: reader.number(count) }),
    }),
    [t, reader],
  );
  return (
    <>
      <div className="data-head">
        <span className="muted">{t('inspector.dataHint')}</span>
        <span className="spring" />
        <button type="button" className="btn quiet" onClick={() => copyText(coverSecrets(detail.dataText))}>
          <Copy size={13} aria-hidden />
          {t('inspector.copyJson')}
        </button>
      </div>
      {root === undefined ? (
        <TextLines text={coverSecrets(detail.dataText)} label={t('inspector.dataLabel')} rowHeight={rowHeight} />
      ) : (
        <ValueSpotHost>
          {(openValue) => (
            <JsonTree
              root={root}
              words={words}
              rowHeight={rowHeight}
              fieldOf={fieldOf}
              isSecret={isSecretKey}
              openValue={openValue}
            />
          )}
        </ValueSpotHost>
      )}
    </>
  );
}
