// The heads of the lanes: a tree for the keyboard and for screen readers, and for the pointer a place to open, pin and drag lanes.
import { ChevronDown, ChevronRight, Pin } from 'lucide-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type PointerEvent,
  type RefObject,
  useId,
  useMemo,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { plainVisible } from '../../widgets/visible-text.tsx';
import { type LaidRows, type Row, rowsBetween } from './rows.ts';
import { dropAt, type LaneMoving, peersOf, putLane, stepBehind, useLaneDrag } from './use-lane-drag.ts';

type Props = {
  readonly laid: LaidRows;
  readonly width: number;
  readonly axis: number;
  readonly laneHeight: number;
  /** What scrolls: moved by whoever scrolls, so that nothing is rendered for it. */
  readonly scrolled: RefObject<HTMLDivElement | null>;
  /** Where the rows begin that are there, and the height of those in sight; there are {@link headsAhead} px more. */
  readonly scroll: number;
  readonly room: number;
  readonly selectedKeys: readonly string[];
  readonly hoverKey: string | null;
  readonly onReveal: (row: Row) => void;
};

/** Heads are there so many px beyond those in sight: only when these are used up others are rendered. */
export const headsAhead = 240;

/** The name of a row as people read it. */
export function useRowName(): (row: Pick<Row, 'kind' | 'name'>) => string {
  const { t } = useTranslation();
  const by = useTimelineStore((s) => s.by);
  return (row) =>
    row.name === ''
      ? row.kind === 'group'
        ? t('timeline.noGroup')
        : t(`timeline.noLane.${by}`)
      : plainVisible(row.name);
}

/** Selects what a lane stands for, where the window can select it. */
function pick(row: Row): void {
  const { by, foldToggled } = useTimelineStore.getState();
  if (row.kind === 'group') foldToggled(row.group);
  else if (row.lanes[0] === 0) return;
  else if (by === 'minion') useSelectionStore.getState().minionPicked(row.name);
  else if (by === 'job') useSelectionStore.getState().jobPicked(row.name);
}

function toggle(row: Row): void {
  const { foldToggled, laneToggled } = useTimelineStore.getState();
  if (row.kind === 'group') foldToggled(row.group);
  else laneToggled(row.lane);
}

/** The heads. Keys: Up, Down move; Right, Left open and close; Enter selects; P pins; Alt with Up, Down moves the lane. */
export function LaneHeads(props: Props) {
  const { laid, width, axis, laneHeight, scrolled, scroll, room, selectedKeys, hoverKey, onReveal } = props;
  const { t } = useTranslation();
  const id = useId();
  const all = [...laid.pinned, ...laid.rows];
  const [activeKey, setActive] = useState<string | null>(null);
  const found = all.findIndex((row) => row.key === activeKey);
  const active = found === -1 ? 0 : found;
  const activeRow = all[active];
  const nameOf = useRowName();
  const reader = useReader();
  const [said, setSaid] = useState('');
  const put = (moving: LaneMoving) => {
    const place = putLane(laid, moving);
    const count = peersOf(laid, moving.row).length;
    setSaid(t('timeline.moved', { name: nameOf(moving.row), place: reader.number(place), of: reader.number(count) }));
  };
  const { moving, down, handlers } = useLaneDrag(laid, laneHeight, put);
  const [first, end] = rowsBetween(laid.rows, scroll, scroll + room + headsAhead);
  const firstShown = Math.max(0, first - 3);
  const inSight = laid.rows.slice(firstShown, end + 3);
  const isGrouped = useMemo(() => laid.rows.some((one) => one.kind === 'group'), [laid]);

  const go = (at: number) => {
    const row = all[Math.max(0, Math.min(all.length - 1, at))];
    if (row === undefined) return;
    setActive(row.key);
    onReveal(row);
  };
  const moveBy = (row: Row, step: 1 | -1) => {
    const behind = stepBehind(laid, row, step);
    if (behind !== undefined) put({ row, behind });
  };
  const onKeyDown = (key: KeyboardEvent) => {
    const row = all[active];
    if (row === undefined || key.ctrlKey || key.metaKey) return;
    const page = Math.max(1, Math.floor(room / laneHeight) - 1);
    if (key.altKey && (key.key === 'ArrowDown' || key.key === 'ArrowUp')) moveBy(row, key.key === 'ArrowDown' ? 1 : -1);
    else if (key.altKey) return;
    else if (key.key === 'ArrowDown') go(active + 1);
    else if (key.key === 'ArrowUp') go(active - 1);
    else if (key.key === 'PageDown') go(active + page);
    else if (key.key === 'PageUp') go(active - page);
    else if (key.key === 'Home') go(0);
    else if (key.key === 'End') go(all.length - 1);
    else if (key.key === 'ArrowRight' && !row.isOpen) toggle(row);
    else if (key.key === 'ArrowLeft' && row.isOpen) toggle(row);
    else if (key.key === ' ') toggle(row);
    else if (key.key === 'Enter') pick(row);
    else if (key.key === 'p' && row.kind === 'lane') useTimelineStore.getState().pinToggled(row.lane);
    else return;
    key.preventDefault();
    key.stopPropagation();
  };

  const head = (row: Row, at: number) => (
    <LaneHead
      key={row.key}
      id={`${id}-${at}`}
      row={row}
      position={at}
      count={all.length}
      isActive={at === active}
      isSelected={selectedKeys.includes(row.key)}
      isHovered={hoverKey === row.key}
      laneHeight={laneHeight}
      isDragged={moving?.row.key === row.key}
      isGrouped={isGrouped}
      drop={dropAt(laid, moving, row)}
      onPress={down(row)}
      onPick={() => {
        setActive(row.key);
        pick(row);
      }}
    />
  );
  return (
    <>
      <p className="only-heard" role="status">
        {said}
      </p>
      <div
        className="tl-tree"
        role="tree"
        tabIndex={0}
        aria-label={t('timeline.lanes')}
        aria-activedescendant={`${id}-${active}`}
        onKeyDown={onKeyDown}
      >
        {laid.pinned.length === 0 ? null : (
          <div
            role="presentation"
            className="tl-heads pinned"
            style={{ width, top: axis, height: laid.pinnedHeight }}
            {...handlers}
          >
            {laid.pinned.map((row, at) => head(row, at))}
          </div>
        )}
        <div
          role="presentation"
          className="tl-clip"
          style={{ position: 'absolute', width, top: axis + laid.pinnedHeight, bottom: 0, overflow: 'hidden' }}
        >
          <div
            ref={scrolled}
            role="presentation"
            className="tl-heads"
            style={{ width, height: laid.height }}
            {...handlers}
          >
            {inSight.map((row, at) => head(row, laid.pinned.length + firstShown + at))}
            {activeRow === undefined || activeRow.isPinned || inSight.includes(activeRow)
              ? null
              : head(activeRow, active)}
          </div>
        </div>
      </div>
    </>
  );
}

type HeadProps = {
  readonly id: string;
  readonly row: Row;
  readonly position: number;
  readonly count: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
  readonly isDragged: boolean;
  readonly isGrouped: boolean;
  readonly laneHeight: number;
  readonly drop: 'top' | 'below' | undefined;
  readonly onPress: (press: PointerEvent<HTMLElement>) => void;
  readonly onPick: () => void;
};

/** What a head does when it is pressed depends on its row alone: other functions are no reason to render it again. */
const LaneHead = memo(PlainHead, (before, now) =>
  Object.entries(now).every(
    ([name, value]) => name === 'onPress' || name === 'onPick' || Reflect.get(before, name) === value,
  ),
);

function PlainHead(props: HeadProps) {
  const { row, laneHeight } = props;
  const { t } = useTranslation();
  const reader = useReader();
  const nameOf = useRowName();
  const name = nameOf(row);
  const failures = t('timeline.failed', { count: row.failures, number: reader.number(row.failures) });
  const isLane = row.kind === 'lane';
  const Chevron = row.isOpen ? ChevronDown : ChevronRight;
  const clicked = (click: MouseEvent) => {
    const act =
      click.target instanceof Element ? click.target.closest('[data-act]')?.getAttribute('data-act') : undefined;
    if (act === 'toggle') toggle(row);
    else if (act === 'pin') useTimelineStore.getState().pinToggled(row.lane);
    else props.onPick();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree, which holds the focus
    // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
    <div
      id={props.id}
      role="treeitem"
      aria-expanded={row.isOpen}
      aria-selected={props.isSelected}
      aria-level={props.isGrouped && row.kind === 'lane' && !row.isPinned ? 2 : 1}
      aria-posinset={props.position + 1}
      aria-setsize={props.count}
      className="tl-head"
      data-kind={row.kind}
      data-active={props.isActive || undefined}
      data-selected={props.isSelected || undefined}
      data-hover={props.isHovered || undefined}
      data-failed={row.failures > 0 || undefined}
      data-dragged={props.isDragged || undefined}
      data-drop={props.drop}
      style={{
        top: row.y,
        height: row.height,
        paddingLeft: props.isGrouped && row.kind === 'lane' && !row.isPinned ? 12 : 0,
      }}
      onPointerDown={props.onPress}
      onClick={clicked}
    >
      <div className="tl-head-line" style={{ height: laneHeight }}>
        <span className="tl-chevron" data-act="toggle">
          <Chevron size={13} aria-hidden="true" />
        </span>
        <span className={`tl-name clip ${row.name === '' ? 'none' : ''}`} title={name}>
          {name}
          {isLane ? null : <span className="faint"> {reader.number(row.lanes.length)}</span>}
        </span>
        <span className="only-heard">
          , {t('timeline.events', { count: row.events, number: reader.number(row.events) })}
          {row.isPinned ? `, ${t('timeline.pinned')}` : ''}
        </span>
        {isLane ? (
          <span
            className={`tl-pin ${row.isPinned ? 'on' : ''}`}
            data-act="pin"
            title={row.isPinned ? t('timeline.unpin') : t('timeline.pin')}
          >
            <Pin size={12} aria-hidden="true" />
          </span>
        ) : null}
        {row.failures > 0 ? (
          <span className="tl-bad" title={failures}>
            <OutcomeSign tone="failed" size={10} />
            {reader.compact(row.failures)}
            <span className="only-heard"> {failures}</span>
          </span>
        ) : null}
      </div>
    </div>
  );
}
