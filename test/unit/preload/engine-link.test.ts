// The page's end of the wire keeps its word when the engine comes late, dies and comes back.
import { beforeEach, expect, test } from 'vitest';
import { EngineLink, type Wire } from '../../../electron/preload/engine-link.ts';
import type { CaseSeen } from '../../../shared/bridge/channels.ts';
import type { FromEngine, ToEngine } from '../../../shared/bridge/envelope.ts';
import type { NewsItem } from '../../../shared/bridge/shell.ts';

class FakeWire implements Wire {
  onmessage: Wire['onmessage'] = null;
  readonly sent: ToEngine[] = [];
  isClosed = false;
  postMessage(message: ToEngine): void {
    this.sent.push(message);
  }
  close(): void {
    this.isClosed = true;
  }
  receive(message: FromEngine): void {
    this.onmessage?.({ data: message });
  }
}

let seen: CaseSeen[];
let news: NewsItem[];
let link: EngineLink;

beforeEach(() => {
  seen = [];
  news = [];
  link = new EngineLink((one) => seen.push(one));
  link.listen((item) => news.push(item));
});

test('a request made before the engine is there waits for it and gets its answer', async () => {
  const reply = link.request('case.info', {}, 1, 'UTC');
  const wire = new FakeWire();
  link.connected(wire);
  expect(wire.sent).toEqual([{ id: 1, name: 'case.info', body: {}, zone: 'UTC' }]);
  wire.receive({ id: 1, ok: true, answer: 'it', tookMs: 3 });
  expect(await reply).toEqual({ ok: true, answer: 'it', tookMs: 3 });
  expect(news).toEqual([{ news: 'engine.state', body: { state: 'ready' } }]);
});

test('a refusal keeps its failure', async () => {
  const wire = new FakeWire();
  link.connected(wire);
  const reply = link.request('case.info', {}, 7);
  wire.receive({ id: 7, ok: false, failure: { code: 'case-not-open', message: 'No case is open.' } });
  expect(await reply).toEqual({ ok: false, failure: { code: 'case-not-open', message: 'No case is open.' } });
});

test('only a request under way can be cancelled', async () => {
  const wire = new FakeWire();
  link.connected(wire);
  void link.request('case.info', {}, 1);
  link.cancel(1);
  link.cancel(2);
  expect(wire.sent.slice(1)).toEqual([{ id: 1, cancel: true }]);
});

test('when the engine dies, what it was asked fails, and what is asked meanwhile waits', async () => {
  const first = new FakeWire();
  link.connected(first);
  const under = link.request('case.info', {}, 1);
  link.disconnected({ state: 'restarting' });
  expect((await under).ok).toBe(false);
  expect(await under).toMatchObject({ failure: { code: 'engine-lost' } });
  expect(first.isClosed).toBe(true);
  const meanwhile = link.request('case.summary', {}, 2);
  const second = new FakeWire();
  link.connected(second);
  expect(second.sent).toEqual([{ id: 2, name: 'case.summary', body: {} }]);
  second.receive({ id: 2, ok: true, answer: 1, tookMs: 1 });
  expect((await meanwhile).ok).toBe(true);
});

test('the case that was open is opened again before anything else reaches the new engine', () => {
  const first = new FakeWire();
  link.connected(first);
  first.receive({ news: 'case.changed', body: { path: '/a/one.saltrace' } });
  first.receive({ news: 'store.changed', body: { revision: 1, events: 42 } });
  expect(seen).toEqual([
    { path: '/a/one.saltrace', events: null },
    { path: '/a/one.saltrace', events: 42 },
  ]);
  link.disconnected({ state: 'restarting' });
  news.length = 0;
  const second = new FakeWire();
  link.connected(second);
  void link.request('case.info', {}, 3);
  expect(second.sent).toEqual([{ id: -1, name: 'case.open', body: { path: '/a/one.saltrace' } }]);
  expect(news).toEqual([]);
  second.receive({ id: -1, ok: true, answer: {}, tookMs: 1 });
  expect(second.sent[1]).toEqual({ id: 3, name: 'case.info', body: {} });
  expect(news).toEqual([{ news: 'engine.state', body: { state: 'ready' } }]);
});

test('a closed case is not opened again', () => {
  const first = new FakeWire();
  link.connected(first);
  first.receive({ news: 'case.changed', body: { path: '/a/one.saltrace' } });
  first.receive({ news: 'case.changed', body: { path: null } });
  link.disconnected({ state: 'restarting' });
  const second = new FakeWire();
  link.connected(second);
  expect(second.sent).toEqual([]);
});

test('once the engine is given up, everything is refused with the reason, also what was waiting', async () => {
  const waiting = link.request('case.info', {}, 1);
  const failure = { code: 'runtime-too-old', message: 'Too old.' } as const;
  link.disconnected({ state: 'lost', failure });
  expect(await waiting).toEqual({ ok: false, failure });
  expect(await link.request('case.info', {}, 2)).toEqual({ ok: false, failure });
});

test('a listener that stopped hears nothing more', () => {
  const heard: NewsItem[] = [];
  const stop = link.listen((item) => heard.push(item));
  link.connected(new FakeWire());
  stop();
  link.disconnected({ state: 'restarting' });
  expect(heard).toHaveLength(1);
});
