// Draws the bars of the overview strip on its canvas. Zoomed-out bars never hide a failure: whatever is there gets at least two pixels.

/** Counts per slice. `others` (drawn pale behind) are events the filter leaves out. */
export type StripBins = {
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
  readonly failed: readonly number[];
  readonly others: readonly number[] | null;
};

type Colours = {
  readonly bar: string;
  readonly pale: string;
  readonly failed: string;
  readonly gap: string;
  readonly gapGround: string;
  readonly ground: string;
};

type Picture = {
  readonly width: number;
  readonly height: number;
  readonly whole: { readonly from: number; readonly to: number };
  readonly bins: StripBins | null;
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly label: string }[];
  readonly colours: Colours;
};

/** Reads the colours of the theme in force. */
export function stripColours(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    bar: colour('--traffic'),
    pale: colour('--line'),
    failed: colour('--failed'),
    gap: colour('--missing'),
    gapGround: colour('--sunken'),
    ground: colour('--surface'),
  };
}

/** Draws everything anew; some hundred rectangles. */
export function drawStrip(canvas: HTMLCanvasElement, picture: Picture): void {
  const { width, height, bins, gaps, colours } = picture;
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(ratio, ratio);
  context.clearRect(0, 0, width, height);
  if (bins !== null) drawBars(context, picture, bins);
  for (const gap of gaps) drawGap(context, picture, gap, colours);
}

function xOf(picture: Picture, at: number): number {
  return ((at - picture.whole.from) / Math.max(1, picture.whole.to - picture.whole.from)) * picture.width;
}

function drawBars(context: CanvasRenderingContext2D, picture: Picture, bins: StripBins): void {
  const { height, colours } = picture;
  const space = height - 8;
  const most = Math.max(1, ...(bins.others ?? bins.counts));
  // A square root keeps quiet stretches visible beside a burst; the exact counts stand in the words of the strip.
  const tall = (count: number) => (count === 0 ? 0 : Math.max(2, Math.sqrt(count / most) * space));
  bins.counts.forEach((count, n) => {
    const left = xOf(picture, bins.from + n * bins.width);
    const right = xOf(picture, bins.from + (n + 1) * bins.width);
    const wide = Math.max(1, right - left - (right - left > 3 ? 1 : 0));
    const bar = (colour: string, tallness: number) => {
      if (tallness === 0) return;
      context.fillStyle = colour;
      context.fillRect(left, height - tallness, wide, tallness);
    };
    if (bins.others !== null) bar(colours.pale, tall(bins.others[n] ?? 0));
    bar(colours.bar, tall(count));
    const failed = bins.failed[n] ?? 0;
    bar(colours.failed, failed === 0 ? 0 : Math.max(3, tall(count) * (failed / Math.max(1, count)) ** 0.5));
  });
}

function drawGap(
  context: CanvasRenderingContext2D,
  picture: Picture,
  gap: { readonly from: number; readonly to: number; readonly label: string },
  colours: Colours,
): void {
  const left = xOf(picture, gap.from);
  const wide = Math.max(3, xOf(picture, gap.to) - left);
  context.save();
  context.beginPath();
  context.rect(left, 4, wide, picture.height - 4);
  context.clip();
  context.fillStyle = colours.gapGround;
  context.fillRect(left, 4, wide, picture.height - 4);
  context.strokeStyle = colours.gap;
  context.globalAlpha = 0.6;
  context.lineWidth = 1.5;
  for (let x = left - picture.height; x < left + wide; x += 6) {
    context.beginPath();
    context.moveTo(x, picture.height);
    context.lineTo(x + picture.height, 0);
    context.stroke();
  }
  context.restore();
  const font = `600 10px ${getComputedStyle(document.body).fontFamily}`;
  context.font = font;
  if (context.measureText(gap.label).width > wide + 44) return;
  context.textAlign = 'center';
  // A halo keeps the words readable on the hatching and on bars beside it.
  context.strokeStyle = colours.ground;
  context.lineWidth = 3;
  context.strokeText(gap.label, left + wide / 2, 13);
  context.fillStyle = colours.gap;
  context.fillText(gap.label, left + wide / 2, 13);
}
