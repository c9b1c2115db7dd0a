// What failed by itself in a job: one card for one broken thing, however many minions have it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RootGroup } from '../../../shared/questions/job-row.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useStateOutput } from '../../stores/state-output.ts';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type Props = { readonly roots: readonly RootGroup[]; readonly onMinion: (minion: string) => void };

const fewRoots = 3;
const fewMinions = 12;

/** The cards, worst first; nothing when no state failed by itself. */
export function RootList({ roots, onMinion }: Props) {
  const { t } = useTranslation();
  const [isLong, setLong] = useState(false);
  if (roots.length === 0) return null;
  const ranked = [...roots].sort((a, b) => b.minions.length + b.cascade - (a.minions.length + a.cascade));
  const shown = isLong ? ranked : ranked.slice(0, fewRoots);
  return (
    <section className="jp-roots" aria-label={t('jobs.roots.title')}>
      <h2 className="caption">{t('jobs.roots.title')}</h2>
      {shown.map((root) => (
        <RootCard key={`${root.sls}.${root.id}.${root.state}.${root.comment}`} root={root} onMinion={onMinion} />
      ))}
      {ranked.length === shown.length ? null : (
        <button type="button" className="link" onClick={() => setLong(true)}>
          {t('jobs.roots.more', { count: ranked.length - shown.length })}
        </button>
      )}
    </section>
  );
}

function RootCard({ root, onMinion }: { readonly root: RootGroup; readonly onMinion: (minion: string) => void }) {
  const { t } = useTranslation();
  const reader = useReader();
  const output = useStateOutput(root.events[0], root);
  const minions = root.minions.slice(0, fewMinions);
  return (
    <div className="jp-root">
      <p className="jp-root-head">
        <span className="jp-root-sign">
          <OutcomeSign tone="failed" size={13} />
        </span>
        <b>
          <VisibleText text={root.id} />
        </b>
        <span className="muted">
          {root.state}
          {root.sls === null ? '' : `, sls ${root.sls}`}
        </span>
        <span className="spring" />
        <button
          type="button"
          className="link"
          onClick={() => useSelectionStore.getState().eventsPicked([...root.events].reverse())}
        >
          {t('jobs.roots.evidence', { count: root.events.length, number: reader.number(root.events.length) })}
        </button>
      </p>
      <pre className="jp-said mono">
        <VisibleText text={output ?? root.comment} />
      </pre>
      {output === null ? null : (
        <p className="muted jp-said-note clip" title={root.comment}>
          <VisibleText text={root.comment} />
        </p>
      )}
      <p className="jp-root-foot">
        {minions.map((minion) => (
          <button key={minion} type="button" className="value strong" onClick={() => onMinion(minion)}>
            <VisibleText text={minion} />
          </button>
        ))}
        {root.minions.length > minions.length ? (
          <span className="muted">
            {t('jobs.roots.moreMinions', { number: reader.number(root.minions.length - minions.length) })}
          </span>
        ) : null}
        {root.cascade === 0 ? null : (
          <span className="jp-blocked" data-tone="blocked">
            <OutcomeSign tone="blocked" />
            <span className="muted">
              {t('jobs.roots.blocked', { count: root.cascade, number: reader.number(root.cascade) })}
            </span>
          </span>
        )}
      </p>
    </div>
  );
}
