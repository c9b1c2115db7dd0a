// The page's hand on the painter: starts the worker with a canvas of its own, passes messages on, carries its questions.
import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import type { Failure } from '../../../shared/base/failure.ts';
import type { TimelineTile } from '../../../shared/questions/timeline.ts';
import { PainterAsks } from '../../stores/painter-asks.ts';
import type { FromPainter, Hit, ToPainter } from './messages.ts';

/** What the page hears of its painter. */
export type PainterEars = {
  hit(id: number, hit: Hit | null): void;
  waiting(isWaiting: boolean): void;
  /** `null`: what was wrong is past. */
  failed(failure: Failure | null): void;
};

/** A painter at work. */
export type Painter = { send(message: ToPainter): void; stop(): void };

/** The memory of a tile, which is given away instead of copied: the page has no use for it. */
function buffersOf(tile: TimelineTile): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const part of Object.values(tile))
    if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) buffers.add(part.buffer);
  return [...buffers];
}

/** Puts a canvas into `host` and starts a painter on it. A canvas can be given away only once, so each painter has a new one. */
export function startPainter(host: HTMLElement, ears: PainterEars): Painter {
  const canvas = document.createElement('canvas');
  canvas.className = 'tl-canvas';
  canvas.setAttribute('aria-hidden', 'true');
  host.prepend(canvas);
  const worker = new Worker(new URL('./timeline-worker.ts', import.meta.url), { type: 'module', name: 'timeline' });
  const asks = new PainterAsks(ears.failed);
  const send = (message: ToPainter, give: Transferable[] = []) => worker.postMessage(message, give);
  worker.onmessage = ({ data }: MessageEvent<FromPainter>) => {
    switch (data.what) {
      case 'ask-tile':
        void asks.ask(data.id, 'timeline.tile', data.body, (tile) =>
          send({ what: 'tile', id: data.id, tile }, tile === null ? [] : buffersOf(tile)),
        );
        return;
      case 'ask-inside':
        void asks.ask(data.id, 'timeline.inside', { event: data.event }, (inside) =>
          send({ what: 'inside', id: data.id, inside }),
        );
        return;
      case 'cancel':
        asks.cancel(data.id);
        return;
      case 'waiting':
        ears.waiting(data.isWaiting);
        return;
      case 'hit':
        ears.hit(data.id, data.hit);
    }
  };
  const offscreen = canvas.transferControlToOffscreen();
  send({ what: 'canvas', canvas: offscreen, fontUrl: new URL(interUrl, document.baseURI).href }, [offscreen]);
  return {
    send,
    stop: () => {
      asks.cancelAll();
      worker.terminate();
      canvas.remove();
    },
  };
}
