// `saltrace trace`: what led to an event, a job or one minion in it, what followed, and where it began.
import { formatStamp } from '../../shared/base/stamp.ts';
import type { TraceAbout, TraceAnswer, TraceLink, TraceNode, TraceReason } from '../../shared/questions/trace.ts';
import { linkWords, traceSentence } from '../../shared/questions/trace-words.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note, printOne } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { visible } from './table.ts';
import { stampPrinter } from './zone.ts';

/** What the command was told to trace. */
export type TraceOptions = { readonly event?: number; readonly jid?: string; readonly minion?: string };

/** Runs the command; gives the exit status. */
export function runTrace(path: string, told: TraceOptions, options: CommonOptions): Promise<number> {
  const about = aboutOf(told);
  if (typeof about === 'string') {
    note(`saltrace: ${about}`);
    return Promise.resolve(exitStatus.wrongUse);
  }
  return runOnCase([path], options, async (ask) => {
    const answer = await ask('trace', about);
    if (!answer.ok) return refused(answer);
    printOne(traceShape(answer.value), options.format, () => traceText(answer.value, options));
    return exitStatus.done;
  });
}

function aboutOf({ event, jid, minion }: TraceOptions): TraceAbout | string {
  if (event !== undefined && jid !== undefined) return 'trace takes --event or --jid, not both.';
  if (event !== undefined && minion !== undefined) return '--minion goes with --jid.';
  if (event !== undefined) return event < 1 ? 'Events are numbered from 1.' : { event };
  if (jid === undefined)
    return 'trace needs --event ID or --jid JID. Events are listed by the command events, jobs by jobs.';
  return { jid, minion };
}

/** `trace --json`. */
export function traceShape(answer: TraceAnswer): object {
  const nodes = new Map([...answer.nodes, ...answer.possibleNodes].map((node) => [node.key, node]));
  const eventOf = (key: string) => nodes.get(key)?.events[0] ?? null;
  const iso = (stamp: number | null) => (stamp === null ? null : formatStamp(stamp));
  const link = (one: TraceLink) => ({
    from: eventOf(one.from),
    to: eventOf(one.to),
    from_node: one.from,
    to_node: one.to,
    kind: one.kind,
    certainty: one.certainty,
    score: one.score,
    because: traceSentence(one.because),
    code: one.because.code,
    parts: Object.fromEntries(one.parts.map(({ name, value }) => [name, value])),
    runner_up: one.runnerUp,
    evidence: one.evidence,
    count: one.count,
  });
  return {
    about: answer.about,
    focus: answer.focus,
    beginnings: answer.beginnings.map((one) => ({
      event: eventOf(one.key),
      node: one.key,
      role: one.role,
      certainty: one.certainty,
      because: traceSentence(one.because),
      code: one.because.code,
      explains: one.explains,
      next: one.next.map(traceSentence),
    })),
    links: answer.links.map(link),
    possible: answer.possible.map(link),
    nodes: [...nodes.values()].map((node) => ({
      node: node.key,
      kind: node.kind,
      count: node.count,
      minions: node.minions,
      minion_count: node.minionCount,
      from: iso(node.from),
      to: iso(node.to),
      events: node.events,
      jid: node.jid,
      fun: node.fun,
      user: node.user,
      tag: node.tag,
      outcome: node.outcome,
      reason: node.reason,
      reason_certainty: node.reasonCertainty,
      state: node.state,
      error: node.errorText,
      name: node.name,
    })),
    lacking: answer.lacking.map(traceSentence),
    truncated: answer.isCut,
  };
}

const shownLinks = 60;

/** The text for a terminal: where it began, then causes and consequences as trees. */
function traceText(answer: TraceAnswer, { zone }: CommonOptions): string {
  const when = stampPrinter(zone);
  const nodes = new Map([...answer.nodes, ...answer.possibleNodes].map((node) => [node.key, node]));
  const name = (key: string) => {
    const node = nodes.get(key);
    return node === undefined ? visible(key) : `${when(node.from)}  ${nodeText(node)}`;
  };
  const lines: string[] = [];
  if (answer.beginnings.length > 0) lines.push('Where it began');
  for (const [at, one] of answer.beginnings.entries()) {
    const node = nodes.get(one.key);
    lines.push(` ${at + 1}. ${visible(traceSentence(one.because))} (${one.certainty})`);
    if (node !== undefined) {
      lines.push(`    ${nodeText(node)}`);
      for (const line of detailLines(node)) lines.push(`    | ${visible(line)}`);
    }
    lines.push(`    next: ${one.next.map((reason) => visible(traceSentence(reason))).join('; ')}`);
  }
  if (answer.beginnings.length > 0) lines.push('');
  lines.push(`Causes (times ${zone})`, ...tree(answer, 'from', name), '');
  lines.push('Consequences', ...tree(answer, 'to', name), '');
  if (answer.possible.length > 0) {
    lines.push('Possible, but not sure enough to be drawn');
    for (const link of answer.possible) {
      lines.push(` ${name(link.from)}`, `   ${linkWords[link.kind]} ${name(link.to)}`, `   ${reasonText(link)}`);
    }
    lines.push('');
  }
  for (const lack of answer.lacking) lines.push(`Lacking: ${visible(sentence(lack))}`);
  if (answer.isCut) lines.push('Not all of it is shown: ask about one of the jobs or minions above for more.');
  return `${lines.join('\n').trimEnd()}\n`;
}

function sentence(reason: TraceReason): string {
  return traceSentence(reason);
}

/** A tree from the focus: causes (`from`) or consequences (`to`); what was shown already is only named. */
function tree(answer: TraceAnswer, side: 'from' | 'to', name: (key: string) => string): string[] {
  const other = side === 'from' ? 'to' : 'from';
  const lines: string[] = [];
  const shown = new Set<string>();
  let left = shownLinks;
  const add = (key: string, indent: string) => {
    for (const link of answer.links) {
      if (link[other] !== key) continue;
      if (left === 0) return;
      left -= 1;
      const isKnown = shown.has(link[side]);
      lines.push(`${indent}${name(link[side])}${isKnown ? '  (see above)' : ''}`, `${indent}  ${reasonText(link)}`);
      if (isKnown) continue;
      shown.add(link[side]);
      add(link[side], `${indent}  `);
    }
  };
  for (const key of answer.focus) {
    lines.push(` ${name(key)}`);
    shown.add(key);
    add(key, '   ');
  }
  return lines;
}

function reasonText({ kind, certainty, score, because }: TraceLink): string {
  const sure = score === null ? certainty : `${certainty} ${score.toFixed(2)}`;
  return `[${kind}, ${sure}: ${visible(traceSentence(because))}]`;
}

const shownMinions = 5;

/** A node in one line. */
function nodeText(node: TraceNode): string {
  const more = node.minionCount > shownMinions ? `, … (${node.minionCount} minions)` : '';
  const minions = node.minions.length === 0 ? '' : visible(node.minions.slice(0, shownMinions).join(', ')) + more;
  const on = minions === '' ? '' : ` on ${minions}`;
  switch (node.kind) {
    case 'event':
      return `${node.count > 1 ? `${node.count} events like ` : 'event '}${visible(node.tag ?? '')}${node.tag !== null && node.minions[0] !== undefined && node.tag.includes(node.minions[0]) ? '' : on}`;
    case 'job':
      if (node.count > 1) return `${node.count} jobs ${visible(node.fun ?? '?')}`;
      return `job ${node.jid} ${visible(node.fun ?? '?')}${node.user === null ? '' : ` by ${visible(node.user)}`}${on}`;
    case 'result':
      return `result of job ${node.jid}: ${node.outcome ?? 'unknown'}`;
    case 'return':
      return `${minions} ${node.outcome ?? ''}${node.reason === null ? '' : ` (${node.reason})`} in job ${node.jid}`;
    case 'state':
      return `state ${visible(node.state?.sls == null ? '' : `${node.state.sls}.`)}${visible(node.state?.id ?? '')} (${visible(node.state?.fun ?? '')}) ${node.outcome ?? ''}${on}`;
    case 'schedule':
      return `schedule ${visible(node.name ?? '')}${on}`;
  }
}

const shownDetail = 4;

function detailLines({ state, errorText }: TraceNode): string[] {
  const text = state?.output ?? state?.comment ?? errorText ?? '';
  return text === ''
    ? []
    : text
        .split('\n')
        .slice(0, shownDetail)
        .map((line) => line.slice(0, 200));
}
