// What one return says: the states that failed by themselves, what was blocked by them, what was changed, the error text.
import { useTranslation } from 'react-i18next';
import type { FailedState, StateRow } from '../../../shared/questions/job-row.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useStateOutput } from '../../stores/state-output.ts';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

const fewStates = 6;

type Props = { readonly event: number; readonly jid: string; readonly minion: string };

/** The part of the story that only a return has. */
export function ReturnStory({ event, jid, minion }: Props) {
  const { t } = useTranslation();
  const { answer: story } = useAnswer('job.story', { jid });
  const { answer: states } = useAnswer('states.list', { filter: '', event, offset: 0, limit: 1000 });
  const own = story?.minions.find((one) => one.minion === minion);
  const rows = states?.rows ?? [];
  const changed = rows.filter((row) => row.isChanged && row.role === 'none');
  return (
    <>
      {(own?.rootFailures ?? []).map((root) => (
        <Root key={`${root.sls}.${root.id}`} root={root} event={event} blocked={blockedBy(rows, root)} />
      ))}
      {own?.errorText == null ? null : (
        <div className="story-box" data-tone="failed">
          <pre className="mono">
            <VisibleText text={own.errorText} />
          </pre>
        </div>
      )}
      {own === undefined || own.unresolved === 0 ? null : (
        <p className="muted">{t('inspector.unresolved', { count: own.unresolved })}</p>
      )}
      {own?.notReached == null || own.notReached === 0 ? null : (
        <p className="muted">{t('inspector.notReached', { count: own.notReached })}</p>
      )}
      {own === undefined || own.duplicates === 0 ? null : (
        <p className="muted">{t('inspector.duplicates', { count: own.duplicates })}</p>
      )}
      {changed.length === 0 ? null : <Changed rows={changed} />}
    </>
  );
}

/** States of the run that name the root as what stopped them. */
function blockedBy(rows: readonly StateRow[], root: FailedState): readonly StateRow[] {
  const name = root.sls === null ? root.id : `${root.sls}.${root.id}`;
  return rows.filter((row) => row.role === 'cascade' && row.blockedBy.includes(name));
}

function Root({
  root,
  event,
  blocked,
}: {
  readonly root: FailedState;
  readonly event: number;
  readonly blocked: readonly StateRow[];
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const output = useStateOutput(event, root);
  return (
    <div className="story-box" data-tone="failed">
      <p>
        <b>
          <VisibleText text={root.id} />
        </b>{' '}
        <span className="muted">
          {root.state}
          {root.sls === null ? '' : `, sls ${root.sls}`}
        </span>
      </p>
      <pre className="mono">
        <VisibleText text={output ?? root.comment} />
      </pre>
      <p className="muted">
        {t('inspector.root')}{' '}
        {blocked.length === 0
          ? null
          : t('inspector.blocked', {
              count: blocked.length,
              names: reader.list(blocked.slice(0, 8).map((row) => row.id)),
            })}
      </p>
    </div>
  );
}

function Changed({ rows }: { readonly rows: readonly StateRow[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <p className="caption">{t('inspector.changed')}</p>
      <ul className="story-list">
        {rows.slice(0, fewStates).map((row) => (
          <li key={`${row.sls}.${row.id}.${row.state}.${row.runNum}`}>
            <span className="om" data-tone="changed">
              <OutcomeSign tone="changed" />
              <span className="om-word">
                <VisibleText text={row.id} />
              </span>
            </span>
            <span className="muted clip" title={row.comment}>
              {row.state}
            </span>
          </li>
        ))}
      </ul>
      {rows.length <= fewStates ? null : (
        <p className="muted">{t('inspector.moreChanged', { count: rows.length - fewStates })}</p>
      )}
    </div>
  );
}
