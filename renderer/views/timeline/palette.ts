// The colours and letters of the lanes: read from the tokens on the page, sent to the worker, which sees no style sheet.

const colours = {
  ground: '--ground',
  surface: '--surface',
  sunken: '--sunken',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  muted: '--muted',
  faint: '--faint',
  accent: '--accent',
  accentSoft: '--accent-soft',
  select: '--select',
  traffic: '--traffic',
  succeeded: '--succeeded',
  changed: '--changed',
  failed: '--failed',
  failedSoft: '--failed-soft',
  missing: '--missing',
  missingSoft: '--missing-soft',
  unknown: '--unknown',
  running: '--running',
  cascade: '--cascade',
} as const;

/** A colour of the lanes. */
export type ColourName = keyof typeof colours;

/** All colours as `#rrggbb`, and the families of letters. */
export type Palette = { readonly [N in ColourName]: string } & { readonly fontUi: string; readonly fontData: string };

/** Reads the theme in force. */
export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const found = Object.fromEntries(Object.entries(colours).map(([name, token]) => [name, value(token) || '#808080']));
  return { ...(found as { [N in ColourName]: string }), fontUi: value('--font-ui'), fontData: value('--font-data') };
}

/** A colour as the four bytes of a pixel (little endian). `over` is what shines through where `alpha` is below 1. */
export function pixelOf(colour: string, over = colour, alpha = 1): number {
  const [r, g, b] = mixed(colour, over, alpha);
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** `colour` laid over `over`, as `#rrggbb`. */
export function mixColour(colour: string, over: string, alpha: number): string {
  return `#${mixed(colour, over, alpha)
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')}`;
}

function mixed(colour: string, over: string, alpha: number): readonly [number, number, number] {
  const top = partsOf(colour);
  const under = partsOf(over);
  const part = (n: 0 | 1 | 2) => Math.round(top[n] * alpha + under[n] * (1 - alpha));
  return [part(0), part(1), part(2)];
}

function partsOf(colour: string): readonly [number, number, number] {
  const full = /^#(?:[0-9a-f]{3}){1,2}$/i.test(colour) ? colour.slice(1) : '808080';
  const hex = full.length === 3 ? [...full].map((digit) => digit + digit).join('') : full;
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
}
