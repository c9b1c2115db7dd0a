// The window's end of the contract: ask with cancel and newest-wins, order, listen. Only stores call it; nothing else touches `window.bridge`.
import type { News, NewsName, Orders } from '../../shared/bridge/contract.ts';
import {
  defaultSettings,
  type Reply,
  type Settings,
  type Shell,
  type WindowBridge,
} from '../../shared/bridge/shell.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';

// What stores need of the contract; only this file knows where it stands.
export type { ImportAccount } from '../../shared/bridge/contract.ts';
export type { KeepOrders } from '../../shared/bridge/keep-orders.ts';
export type { AppInfo, LinkOffer, RecentCase, ReportForm, Settings } from '../../shared/bridge/shell.ts';

/** The settings of a first start. */
export const firstSettings: Settings = defaultSettings;

declare global {
  interface Window {
    /** Put there by the preload. */
    readonly bridge: WindowBridge;
  }
}

/** A question under way. After `cancel` its reply is the failure `question-cancelled`. */
export type Asking<T> = { readonly reply: Promise<Reply<T>>; cancel(): void };

let lastId = 0;
let zone = 'UTC';
const newestByKey = new Map<string, () => void>();

function nextId(): number {
  lastId += 1;
  return lastId;
}

/** From now on, times in filters that name no zone are in this one. */
export function zoneShown(name: string): void {
  zone = name;
}

/** Asks one question; it can be cancelled. */
export function ask<N extends QuestionName>(name: N, body: Body<N>): Asking<Answer<N>> {
  const id = nextId();
  // The engine answers a name with that name's answer: the contract test holds it, the wire cannot say it.
  const reply = window.bridge.ask(name, body, id, zone) as Promise<Reply<Answer<N>>>;
  return { reply, cancel: () => window.bridge.cancel(id) };
}

/** Asks a question for a place that shows only the newest: an older one of the same key is cancelled. */
export async function askNewest<N extends QuestionName>(
  key: string,
  name: N,
  body: Body<N>,
): Promise<Reply<Answer<N>>> {
  newestByKey.get(key)?.();
  const asking = ask(name, body);
  newestByKey.set(key, asking.cancel);
  const reply = await asking.reply;
  if (newestByKey.get(key) === asking.cancel) newestByKey.delete(key);
  return reply;
}

/** Gives an order. Orders run one at a time. */
export function order<N extends keyof Orders>(name: N, body: Orders[N]['body']): Promise<Reply<Orders[N]['answer']>> {
  return window.bridge.order(name, body, nextId()) as Promise<Reply<Orders[N]['answer']>>;
}

/** Hears one sort of news; the result stops the listening. */
export function listen<N extends NewsName>(name: N, hear: (body: News[N]) => void): () => void {
  return window.bridge.listen((item) => {
    if (item.news === name) hear(item.body as News[N]);
  });
}

/** Dialogs, settings and recent cases, done by main. */
export function shell(): Shell {
  return window.bridge.shell;
}

/** Paths of dropped files and folders; things that are no files are left out. */
export function pathsOf(files: readonly File[]): readonly string[] {
  return window.bridge.pathsOf(files).filter((path) => path !== '');
}
