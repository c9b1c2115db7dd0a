// biome-ignore-all lint/a11y/useSemanticElements: what is drawn on a canvas no <table> can be
// The matrix as a grid: drawn on a canvas as large as what is in sight, told to screen readers cell by cell, moved in by keys.
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { cellCodes } from '../../../shared/questions/states.ts';
import { useMatrixStore } from '../../stores/matrix-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { plainVisible } from '../../widgets/visible-text.tsx';
import { drawMatrix, type MatrixSizes } from './draw-matrix.ts';
import { flapBit, type OrderedMatrix } from './order-matrix.ts';

type Cell = { readonly row: number; readonly minion: number };

/** The grid. Arrows, Home, End, Page Up and Down move; Enter or a click looks into a cell. */
export function MatrixGrid({ matrix }: { readonly matrix: OrderedMatrix }) {
  const { t } = useTranslation();
  const id = useId();
  const settings = useSettingsStore((s) => s.settings);
  // Another theme in the settings makes other sizes too, by identity: then all is drawn anew, in its colours.
  const sizes = useMemo(() => sizesOf(settings), [settings]);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [place, setPlace] = useState({ left: 0, top: 0 });
  const [active, setActive] = useState<Cell | null>(null);
  const [hasFocus, setFocus] = useState(false);
  const [rowCount, minionCount] = [matrix.rows.length, matrix.minions.length];

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  useEffect(() => {
    if (canvas.current === null || size.width === 0) return;
    drawMatrix(canvas.current, matrix, sizes, { ...place, ...size, active, hasFocus });
  }, [matrix, sizes, place, size, active, hasFocus]);

  const goTo = (cell: Cell) => {
    const next = {
      row: Math.max(0, Math.min(rowCount - 1, cell.row)),
      minion: Math.max(0, Math.min(minionCount - 1, cell.minion)),
    };
    setActive(next);
    const element = scroller.current;
    if (element === null) return;
    const [x, y] = [next.minion * sizes.cell, next.row * sizes.cell];
    const [roomX, roomY] = [size.width - sizes.side - sizes.cell, size.height - sizes.head - sizes.cell];
    element.scrollLeft = Math.max(Math.min(element.scrollLeft, x), x - roomX);
    element.scrollTop = Math.max(Math.min(element.scrollTop, y), y - roomY);
  };

  const lookInto = ({ row, minion }: Cell) => {
    const event = matrix.eventAt(row, minion);
    const named = matrix.matrix.rows[matrix.rows[row] ?? 0];
    const whose = matrix.matrix.minions[matrix.minions[minion] ?? 0];
    if (event === 0 || named === undefined || whose === undefined) return;
    const { sls, id: stateId, state } = named;
    useMatrixStore.getState().cellPicked({ sls, id: stateId, state, minion: whose.minion, event });
    useSelectionStore.getState().eventPicked(event);
  };

  const onKeyDown = (press: KeyboardEvent) => {
    const at = active ?? { row: 0, minion: 0 };
    const page = Math.max(1, Math.floor((size.height - sizes.head) / sizes.cell) - 1);
    const isFar = press.ctrlKey || press.metaKey;
    const moves: Readonly<Record<string, Cell>> = {
      ArrowDown: { ...at, row: active === null ? 0 : at.row + 1 },
      ArrowUp: { ...at, row: at.row - 1 },
      ArrowRight: { ...at, minion: active === null ? 0 : at.minion + 1 },
      ArrowLeft: { ...at, minion: at.minion - 1 },
      PageDown: { ...at, row: at.row + page },
      PageUp: { ...at, row: at.row - page },
      Home: { row: isFar ? 0 : at.row, minion: 0 },
      End: { row: isFar ? rowCount - 1 : at.row, minion: minionCount - 1 },
    };
    const move = moves[press.key];
    if (move !== undefined) goTo(move);
    else if ((press.key === 'Enter' || press.key === ' ') && active !== null) lookInto(active);
    else if (press.key === 'Escape' && useMatrixStore.getState().cell !== null)
      useMatrixStore.getState().cellPicked(null);
    else return;
    press.preventDefault();
    press.stopPropagation();
  };

  const cellUnder = (press: MouseEvent<HTMLElement>): Cell | null => {
    const box = press.currentTarget.getBoundingClientRect();
    const [x, y] = [press.clientX - box.left - sizes.side, press.clientY - box.top - sizes.head];
    if (x < 0 || y < 0) return null;
    const cell = { row: Math.floor((y + place.top) / sizes.cell), minion: Math.floor((x + place.left) / sizes.cell) };
    return cell.row < rowCount && cell.minion < minionCount ? cell : null;
  };

  const words = (cell: Cell): string => {
    const code = matrix.codeAt(cell.row, cell.minion);
    const word = cellCodes[code & (flapBit - 1)] ?? 'none';
    const flapping = (code & flapBit) === 0 ? '' : `, ${t('states.flapping')}`;
    const named = matrix.matrix.rows[matrix.rows[cell.row] ?? 0];
    const whose = matrix.matrix.minions[matrix.minions[cell.minion] ?? 0];
    const outcome = word === 'none' ? t('stateOutcome.absent') : t(`stateOutcome.${word}`);
    return `${plainVisible(named?.id ?? '')} (${plainVisible(named?.state ?? '')}), ${plainVisible(whose?.minion ?? '')}: ${outcome}${flapping}`;
  };

  return (
    <div
      ref={scroller}
      className="sm-grid"
      onScroll={(scroll) => setPlace({ left: scroll.currentTarget.scrollLeft, top: scroll.currentTarget.scrollTop })}
    >
      <div className="sm-sight" style={size}>
        <canvas ref={canvas} style={size} />
        <div
          className="sm-keys"
          role="grid"
          tabIndex={0}
          aria-label={t('states.grid')}
          aria-rowcount={rowCount}
          aria-colcount={minionCount}
          aria-activedescendant={active === null ? undefined : `${id}-cell`}
          onFocus={() => {
            setFocus(true);
            if (active === null) setActive({ row: 0, minion: 0 });
          }}
          onBlur={() => setFocus(false)}
          onKeyDown={onKeyDown}
          onMouseMove={(move) => {
            const cell = cellUnder(move);
            const title = cell === null ? '' : words(cell);
            if (move.currentTarget.title !== title) move.currentTarget.title = title;
          }}
          onClick={(press) => {
            const cell = cellUnder(press);
            if (cell === null) return;
            setActive(cell);
            lookInto(cell);
          }}
        >
          {active === null ? null : (
            <div role="row" tabIndex={-1} aria-rowindex={active.row + 1}>
              <div
                id={`${id}-cell`}
                role="gridcell"
                tabIndex={-1}
                aria-colindex={active.minion + 1}
                aria-selected="true"
              >
                {words(active)}
              </div>
            </div>
          )}
        </div>
      </div>
      <div
        className="sm-space"
        style={{
          width: sizes.side + minionCount * sizes.cell,
          height: Math.max(0, sizes.head + rowCount * sizes.cell - size.height),
        }}
      />
    </div>
  );
}

function sizesOf({ textScale: scale }: { readonly textScale: number }): MatrixSizes {
  return { cell: Math.round(22 * scale), head: Math.round(132 * scale), side: Math.round(230 * scale), scale };
}
