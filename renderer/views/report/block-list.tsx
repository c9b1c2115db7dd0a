// The blocks of a kept report in their order; each is moved by its handle, by keys, or by dragging.
import { ArrowDown, ArrowUp, GripVertical, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSection } from '../../../shared/questions/report.ts';
import { hasChanged, useReportStore } from '../../stores/report-store.ts';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';
import { BlockEditor } from './block-editor.tsx';
import { SectionParts } from './section-parts.tsx';

type Props = { readonly sections: readonly ReportSection[]; readonly isReadOnly: boolean };

/** The list. */
export function BlockList({ sections, isReadOnly }: Props) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const drop = (at: number) => {
    if (dragged !== null) void useReportStore.getState().blockMoved(dragged, at);
    setDragged(null);
    setOver(null);
  };
  return (
    <ol className="report-blocks" aria-label={t('report.blocks')}>
      {sections.map((section, at) => (
        <li
          key={section.key}
          className="card report-block"
          data-over={over === at && dragged !== section.key ? true : undefined}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(at);
          }}
          onDrop={(event) => {
            event.preventDefault();
            drop(at);
          }}
        >
          <Block
            section={section}
            at={at}
            count={sections.length}
            isReadOnly={isReadOnly}
            dragBegun={() => setDragged(section.key)}
            dragEnded={() => {
              setDragged(null);
              setOver(null);
            }}
          />
        </li>
      ))}
    </ol>
  );
}

type BlockProps = {
  readonly section: ReportSection;
  readonly at: number;
  readonly count: number;
  readonly isReadOnly: boolean;
  dragBegun(): void;
  dragEnded(): void;
};

function Block({ section, at, count, isReadOnly, dragBegun, dragEnded }: BlockProps) {
  const { t } = useTranslation();
  const { key, thing, title, parts, gone } = section;
  const { blockMoved, blockRemoved, numbersTaken } = useReportStore();
  const [isEditing, setEditing] = useState(false);
  if (key === null) return null;
  const words = thing?.is === 'text' || thing?.is === 'heading' ? thing : null;
  const name = plainVisible(title ?? words?.text.slice(0, 40) ?? t('report.lost'));
  const move = (to: number) => {
    if (to >= 0 && to < count) void blockMoved(key, to);
  };
  const byKeys = (press: KeyboardEvent) => {
    if (press.key !== 'ArrowUp' && press.key !== 'ArrowDown') return;
    press.preventDefault();
    move(press.key === 'ArrowUp' ? at - 1 : at + 1);
  };
  return (
    <article aria-label={name}>
      <div className="report-block-bar">
        {isReadOnly ? null : (
          <button
            type="button"
            className="btn quiet icon report-handle"
            draggable
            aria-label={t('report.move', { name, at: at + 1, count })}
            title={t('report.moveHint')}
            onKeyDown={byKeys}
            onDragStart={dragBegun}
            onDragEnd={dragEnded}
          >
            <GripVertical size={14} aria-hidden />
          </button>
        )}
        {title === null ? null : (
          <h3 className="report-block-title">
            <VisibleText text={title} />
          </h3>
        )}
        <span className="report-space" />
        {isReadOnly ? null : (
          <>
            {hasChanged(section) ? (
              <button type="button" className="btn quiet" onClick={() => void numbersTaken(section)}>
                <RefreshCw size={13} aria-hidden />
                {t('report.takeNumbers')}
              </button>
            ) : null}
            {words === null ? null : (
              <IconButton label={t('report.edit', { name })} Icon={Pencil} onClick={() => setEditing(true)} />
            )}
            <IconButton label={t('report.up', { name })} Icon={ArrowUp} isOff={at === 0} onClick={() => move(at - 1)} />
            <IconButton
              label={t('report.down', { name })}
              Icon={ArrowDown}
              isOff={at === count - 1}
              onClick={() => move(at + 1)}
            />
            <IconButton
              label={t('report.remove', { name })}
              Icon={Trash2}
              onClick={() => void blockRemoved(key, name)}
            />
          </>
        )}
      </div>
      {gone === null ? null : (
        <p className="muted report-gone">
          <VisibleText text={gone} />
        </p>
      )}
      {isEditing && words !== null ? (
        <BlockEditor blockKey={key} thing={words} ended={() => setEditing(false)} />
      ) : (
        <SectionParts parts={parts} />
      )}
    </article>
  );
}

type IconProps = { readonly label: string; readonly Icon: typeof Pencil; readonly isOff?: boolean; onClick(): void };

function IconButton({ label, Icon, isOff = false, onClick }: IconProps) {
  return (
    <button
      type="button"
      className="btn quiet icon"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
    >
      <Icon size={14} aria-hidden />
    </button>
  );
}
