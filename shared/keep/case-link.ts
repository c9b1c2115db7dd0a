// Links `saltrace://case?…`: a case known on this machine by its random id, and what to look at in it. Never a path, an address, SQL or
// an order; what comes from outside is read strictly and refused whole when anything in it is odd.
import type { Stamp } from '../base/stamp.ts';
import { faultText } from '../filter/filter-fault.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { parseSequence } from '../filter/parse-sequence.ts';

/** What a link says. */
export type CaseLink = {
  /** The case's random id, 32 hex digits. */
  readonly id: string;
  readonly filter: string;
  readonly span: { readonly from: Stamp; readonly to: Stamp } | null;
  readonly selected:
    | { readonly what: 'events'; readonly ids: readonly number[] }
    | { readonly what: 'job'; readonly jid: string }
    | { readonly what: 'minion'; readonly minion: string }
    | null;
  /** A sequence to be run, on one line; shown on the screen Correlate. */
  readonly sequence: string | null;
  /** A named view of the case, whose layout is to be used. */
  readonly view: string | null;
};

/** A link read, or why it is none. */
export type ReadLink = { readonly ok: true; readonly link: CaseLink } | { readonly ok: false; readonly reason: string };

/** Longest link that is read or written. */
export const longestLink = 8_000;
const mostIds = 200;
const beginning = 'saltrace://case?';
const keys = ['id', 'filter', 'from', 'to', 'events', 'job', 'minion', 'sequence', 'view'] as const;
type Key = (typeof keys)[number];

/** True for an id as cases have them. */
export function isCaseId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** True for a text that is meant as a link of ours, whatever is wrong with it. */
export function isLinkLike(text: string): boolean {
  return /^saltrace:/i.test(text);
}

/** Reads a link. Never throws. */
export function readLink(text: string): ReadLink {
  if (text.length > longestLink) return refused(`it is longer than ${longestLink} characters`);
  if (!text.startsWith(beginning)) return refused(`it does not begin with ${beginning}`);
  const found = new Map<Key, string>();
  for (const part of text.slice(beginning.length).split('&')) {
    const at = part.indexOf('=');
    const key = keys.find((one) => one === part.slice(0, at));
    if (key === undefined) return refused(`it has a part that no link has: ${JSON.stringify(part.slice(0, 40))}`);
    if (found.has(key)) return refused(`it says ${key} twice`);
    const value = decoded(part.slice(at + 1));
    if (value === undefined) return refused(`its ${key} is not encoded as links are`);
    if (value === '' || /[\p{Cc}\p{Cf}]/u.test(value)) return refused(`its ${key} is empty or has control characters`);
    found.set(key, value);
  }
  return linkOf(found);
}

function linkOf(found: ReadonlyMap<Key, string>): ReadLink {
  const id = found.get('id') ?? '';
  if (!isCaseId(id)) return refused('it names no case');
  const filter = found.get('filter') ?? '';
  const parsed = parseFilter(filter);
  if (!parsed.ok) return refused(`its filter cannot be read: ${faultText(parsed)}`);
  const sequence = found.get('sequence') ?? null;
  const follows = sequence === null ? null : parseSequence(sequence);
  if (follows?.ok === false) return refused(`its sequence cannot be read: ${follows.message}`);
  const from = wholeNumber(found.get('from'));
  const to = wholeNumber(found.get('to'));
  if (found.has('from') !== found.has('to') || (found.has('from') && !(from < to)))
    return refused('its piece of time is none');
  const ids = found.get('events')?.split(',').map(wholeNumber) ?? [];
  if (ids.length > mostIds || ids.some((one) => !(one >= 1))) return refused('its events are none');
  const job = found.get('job');
  const minion = found.get('minion');
  if (Number(ids.length > 0) + Number(job !== undefined) + Number(minion !== undefined) > 1)
    return refused('it selects more than one thing');
  if ((job?.length ?? 0) > 200 || (minion?.length ?? 0) > 1000 || (found.get('view')?.length ?? 0) > 100)
    return refused('a name in it is too long');
  const selected: CaseLink['selected'] =
    job !== undefined
      ? { what: 'job', jid: job }
      : minion !== undefined
        ? { what: 'minion', minion }
        : ids.length > 0
          ? { what: 'events', ids }
          : null;
  const span = found.has('from') ? { from, to } : null;
  return { ok: true, link: { id, filter, span, selected, sequence, view: found.get('view') ?? null } };
}

/** Writes a link; `null` when it would be longer than is read. */
export function printLink({ id, filter, span, selected, sequence, view }: CaseLink): string | null {
  const parts: [Key, string][] = [['id', id]];
  if (filter !== '') parts.push(['filter', filter]);
  if (span !== null) parts.push(['from', String(span.from)], ['to', String(span.to)]);
  if (selected?.what === 'events') parts.push(['events', selected.ids.slice(-mostIds).join(',')]);
  if (selected?.what === 'job') parts.push(['job', selected.jid]);
  if (selected?.what === 'minion') parts.push(['minion', selected.minion]);
  if (sequence !== null) parts.push(['sequence', sequence]);
  if (view !== null) parts.push(['view', view]);
  const text = beginning + parts.map(([key, value]) => `${key}=${encoded(value)}`).join('&');
  return readLink(text).ok ? text : null;
}

/** As encodeURIComponent, but a lone surrogate makes no link instead of an exception; `'()*!` are taken apart by mail programs. */
function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decoded(value: string): string | undefined {
  if (!/^(?:[A-Za-z0-9\-_.~,:/$@;+?]|%[0-9A-Fa-f]{2})*$/.test(value)) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    // Bytes that are no UTF-8.
    return undefined;
  }
}

function wholeNumber(text: string | undefined): number {
  return text !== undefined && /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text))
    ? Number(text)
    : Number.NaN;
}

function refused(reason: string): ReadLink {
  return { ok: false, reason };
}
