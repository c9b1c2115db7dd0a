// Draws the part of a matrix that is in sight: names above and to the left, a coloured sign a cell. Millions of cells cost the same as a screenful.
import { cellCodes } from '../../../shared/questions/states.ts';
import { plainVisible } from '../../widgets/visible-text.tsx';
import { flapBit, type OrderedMatrix } from './order-matrix.ts';

/** Sizes in px, scaled with the text. */
export type MatrixSizes = {
  readonly cell: number;
  readonly head: number;
  readonly side: number;
  readonly scale: number;
};

/** What is in sight, and which cell has the keyboard. */
export type MatrixView = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly active: { readonly row: number; readonly minion: number } | null;
  readonly hasFocus: boolean;
};

const tokens = [
  '--surface',
  '--sunken',
  '--line',
  '--text',
  '--muted',
  '--accent',
  '--select',
  '--succeeded',
  '--changed',
  '--failed',
  '--missing',
  '--unknown',
  '--cascade',
  '--accent-text',
  '--font-ui',
  '--font-data',
] as const;
type Theme = { readonly [N in (typeof tokens)[number]]: string };

/** Reads the theme in force from the page. */
function themeOf(element: Element): (name: keyof Theme) => string {
  const style = getComputedStyle(element);
  const known = new Map<string, string>();
  return (name) => {
    const value = known.get(name) ?? style.getPropertyValue(name).trim();
    known.set(name, value);
    return value;
  };
}

/** Draws on a canvas of the size of the view. */
export function drawMatrix(
  canvas: HTMLCanvasElement,
  { matrix, rows, minions, codeAt }: OrderedMatrix,
  sizes: MatrixSizes,
  view: MatrixView,
): void {
  const ink = canvas.getContext('2d');
  if (ink === null) return;
  const { cell, head, side, scale } = sizes;
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const theme = themeOf(canvas);
  ink.setTransform(ratio, 0, 0, ratio, 0, 0);
  ink.fillStyle = theme('--surface');
  ink.fillRect(0, 0, view.width, view.height);
  const firstRow = Math.floor(view.top / cell);
  const lastRow = Math.min(rows.length - 1, Math.floor((view.top + view.height - head) / cell));
  const firstMinion = Math.floor(view.left / cell);
  const lastMinion = Math.min(minions.length - 1, Math.floor((view.left + view.width - side) / cell));
  const xOf = (minion: number) => side + minion * cell - view.left;
  const yOf = (row: number) => head + row * cell - view.top;

  ink.save();
  ink.beginPath();
  ink.rect(side, head, view.width - side, view.height - head);
  ink.clip();
  if (view.active !== null) {
    ink.fillStyle = theme('--select');
    ink.fillRect(side, yOf(view.active.row), view.width, cell);
    ink.fillRect(xOf(view.active.minion), head, cell, view.height);
  }
  for (let row = firstRow; row <= lastRow; row += 1) {
    for (let minion = firstMinion; minion <= lastMinion; minion += 1) {
      drawCell(ink, theme, codeAt(row, minion), xOf(minion), yOf(row), cell);
    }
  }
  if (view.active !== null) {
    ink.strokeStyle = theme(view.hasFocus ? '--accent' : '--muted');
    ink.lineWidth = 2;
    ink.strokeRect(xOf(view.active.minion) + 1, yOf(view.active.row) + 1, cell - 2, cell - 2);
  }
  ink.restore();

  drawNames();
  ink.fillStyle = theme('--line');
  ink.fillRect(0, head - 1, view.width, 1);
  ink.fillRect(side - 1, 0, 1, view.height);

  function drawNames(): void {
    if (ink === null) return;
    ink.textBaseline = 'middle';
    ink.save();
    ink.beginPath();
    ink.rect(0, head, side - 1, view.height - head);
    ink.clip();
    for (let row = firstRow; row <= lastRow; row += 1) {
      const named = matrix.rows[rows[row] ?? 0];
      if (named === undefined) continue;
      const y = yOf(row) + cell / 2;
      const isActive = view.active?.row === row;
      if (isActive) {
        ink.fillStyle = theme('--select');
        ink.fillRect(0, yOf(row), side, cell);
      }
      ink.font = `${isActive || named.failed > 0 ? 600 : 450} ${12 * scale}px ${theme('--font-ui')}`;
      ink.fillStyle = theme(named.failed > 0 ? '--failed' : '--text');
      const count = named.failed > 0 ? String(named.failed) : '';
      const room = side - 20 * scale - (count === '' ? 0 : ink.measureText(count).width + 8);
      ink.fillText(fitted(ink, plainVisible(named.id), room), 10 * scale, y);
      if (count !== '') {
        ink.textAlign = 'right';
        ink.fillText(count, side - 10 * scale, y);
        ink.textAlign = 'left';
      }
    }
    ink.restore();
    ink.save();
    ink.beginPath();
    ink.rect(side, 0, view.width - side, head - 1);
    ink.clip();
    for (let minion = firstMinion; minion <= lastMinion; minion += 1) {
      const named = matrix.minions[minions[minion] ?? 0];
      if (named === undefined) continue;
      const isActive = view.active?.minion === minion;
      if (isActive) {
        ink.fillStyle = theme('--select');
        ink.fillRect(xOf(minion), 0, cell, head);
      }
      ink.save();
      ink.translate(xOf(minion) + cell / 2, head - 8 * scale);
      ink.rotate(-Math.PI / 2);
      ink.font = `${isActive || named.failed > 0 ? 600 : 450} ${12 * scale}px ${theme('--font-ui')}`;
      ink.fillStyle = theme(named.failed > 0 ? '--failed' : '--text');
      ink.fillText(fitted(ink, plainVisible(named.minion), head - 16 * scale), 0, 0);
      ink.restore();
    }
    ink.restore();
  }
}

/** The text, or as much of it as there is room for. */
function fitted(ink: CanvasRenderingContext2D, text: string, room: number): string {
  if (ink.measureText(text).width <= room) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ink.measureText(`${text.slice(0, middle)}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}

type Ink = CanvasRenderingContext2D;

/** Colour and sign together, so that no one of the two has to be trusted alone. Failures are filled, all else is drawn lightly. */
function drawCell(ink: Ink, theme: ReturnType<typeof themeOf>, code: number, x: number, y: number, size: number): void {
  const word = cellCodes[code & (flapBit - 1)] ?? 'none';
  if (word === 'none') return;
  const [middleX, middleY, arm] = [x + size / 2, y + size / 2, size * 0.17];
  ink.lineWidth = 1.6;
  ink.lineCap = 'round';
  const box = (colour: string, isFilled: boolean) => {
    ink.globalAlpha = isFilled ? 1 : 0.16;
    ink.fillStyle = colour;
    ink.beginPath();
    ink.roundRect(x + 1.5, y + 1.5, size - 3, size - 3, 3);
    ink.fill();
    ink.globalAlpha = 1;
  };
  const line = (...points: readonly number[]) => {
    ink.beginPath();
    for (let at = 0; at < points.length; at += 4) {
      ink.moveTo(middleX + (points[at] ?? 0) * arm, middleY + (points[at + 1] ?? 0) * arm);
      ink.lineTo(middleX + (points[at + 2] ?? 0) * arm, middleY + (points[at + 3] ?? 0) * arm);
    }
    ink.stroke();
  };
  switch (word) {
    case 'failed':
      box(theme('--failed'), true);
      ink.strokeStyle = theme('--surface');
      line(-1, -1, 1, 1, 1, -1, -1, 1);
      break;
    case 'blocked':
      box(theme('--cascade'), false);
      ink.strokeStyle = theme('--cascade');
      line(-1, 1, 1, -1);
      break;
    case 'changed':
      box(theme('--changed'), false);
      ink.strokeStyle = theme('--changed');
      line(-1, 0, 1, 0, 0, -1, 0, 1);
      break;
    case 'would-change':
      ink.strokeStyle = theme('--changed');
      ink.setLineDash([2, 2]);
      ink.strokeRect(x + 2.5, y + 2.5, size - 5, size - 5);
      ink.setLineDash([]);
      line(-1, 0, 1, 0, 0, -1, 0, 1);
      break;
    case 'unknown':
      ink.strokeStyle = theme('--unknown');
      line(-1, 0, -0.6, 0, 0.6, 0, 1, 0);
      break;
    default:
      ink.fillStyle = theme('--succeeded');
      ink.globalAlpha = 0.75;
      ink.beginPath();
      ink.arc(middleX, middleY, Math.max(1.6, size * 0.09), 0, 2 * Math.PI);
      ink.fill();
      ink.globalAlpha = 1;
  }
  if ((code & flapBit) === 0) return;
  ink.fillStyle = theme('--missing');
  ink.beginPath();
  ink.moveTo(x + size - 1.5, y + 1.5);
  ink.lineTo(x + size - 1.5 - size * 0.36, y + 1.5);
  ink.lineTo(x + size - 1.5, y + 1.5 + size * 0.36);
  ink.fill();
}
