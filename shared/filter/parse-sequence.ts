// Text → sequence, or where it is wrong and what was expected there.
import type { SyntaxNode } from '@lezer/common';
import { assert } from '../base/assert.ts';
import { readPath } from './data-path.ts';
import { explainSequence } from './explain-sequence.ts';
import { faultSentence } from './filter-fault.ts';
import { readDuration, readNumber } from './literals.ts';
import { parseFilter } from './parse-filter.ts';
import { parser } from './sequence-grammar.generated.ts';
import {
  type JoinField,
  joinFields,
  maxSteps,
  type SequenceDraft,
  type SequenceStep,
  type SequenceTree,
  type StepDraft,
} from './sequence-tree.ts';
import { suggest } from './suggest.ts';

/** A sequence that can be read (and the strings it was written in), or its first fault. */
export type ParsedSequence =
  | { readonly ok: true; readonly tree: SequenceTree; readonly draft: SequenceDraft }
  | {
      readonly ok: false;
      /** 0-based place in the text. */
      readonly position: number;
      /** `position 9: expected a field to join by, such as minion`. */
      readonly message: string;
      /** Words that would have been right in this place. */
      readonly suggestions: readonly string[];
    };

/** Thrown inside this file only, to leave the walk at the first fault. */
class SequenceFault extends Error {
  readonly position: number;
  readonly suggestions: readonly string[];
  constructor(position: number, reason: string, suggestions: readonly string[] = []) {
    super(reason);
    this.position = position;
    this.suggestions = suggestions;
  }
}

/** Reads the text of a sequence. Never throws. */
export function parseSequence(text: string): ParsedSequence {
  try {
    return readSequence(text);
  } catch (error) {
    if (!(error instanceof SequenceFault)) throw error;
    const { position, message, suggestions } = error;
    return { ok: false, position, message: `position ${position}: ${message}`, suggestions };
  }
}

function readSequence(text: string): ParsedSequence {
  const top = parser.parse(text).topNode;
  refuseSyntax(top, text);
  const head = listBy(top.getChild('By'), text);
  const nodes = [...top.getChildren('Step'), ...top.getChildren('Absent')].sort((a, b) => a.from - b.from);
  const untilNode = top.getChild('Until');
  const duration = top.getChild('Span')?.getChild('Duration') ?? null;
  const maxspanUs = duration === null ? undefined : readMaxspan(duration, text);
  refuseOrder(nodes, untilNode, text, maxspanUs);
  const fieldCount = countFields(head, [...nodes, ...(untilNode === null ? [] : [untilNode])], text);
  const read = (node: SyntaxNode) => readStep(node, text, head, fieldCount);
  const absentNode = nodes.find((node) => node.name === 'Absent');
  const steps = nodes.filter((node) => node.name === 'Step').map(read);
  const absent = absentNode === undefined ? undefined : read(absentNode);
  const until = untilNode === null ? undefined : read(untilNode);
  return {
    ok: true,
    tree: { steps: steps.map(({ step }) => step), absent: absent?.step, until: until?.step, maxspanUs },
    draft: {
      by: byText(top.getChild('By'), text),
      maxspan: duration === null ? '' : text.slice(duration.from, duration.to),
      steps: steps.map(({ draft }) => draft),
      absent: absent?.draft,
      until: until?.draft,
    },
  };
}

function refuseSyntax(top: SyntaxNode, text: string): void {
  let fault: number | undefined;
  const steps: { from: number; to: number }[] = [];
  top.cursor().iterate((node) => {
    if (node.type.isError && (fault === undefined || node.from < fault)) fault = node.from;
    else if (node.name === 'StepFilter') steps.push({ from: node.from, to: node.to });
  });
  if (fault === undefined) return;
  const { position, message, suggestions } = explainSequence(text, fault, steps);
  throw new SequenceFault(position, message, suggestions);
}

function readMaxspan(node: SyntaxNode, text: string): number {
  const written = text.slice(node.from, node.to);
  const us = readDuration(written);
  if (us !== undefined && us >= 0) return us;
  const guesses = readNumber(written) === undefined ? [] : [`${written}s`, `${written}m`];
  throw new SequenceFault(node.from, 'expected a duration such as 30s, 5m or 1h30m', guesses);
}

/** What the grammar leaves open: `![…]` only last and only with a maxspan, and enough to be a sequence at all. */
function refuseOrder(
  nodes: readonly SyntaxNode[],
  until: SyntaxNode | null,
  text: string,
  maxspanUs: number | undefined,
): void {
  const absent = nodes.find((node) => node.name === 'Absent');
  const behind = nodes.find((node) => absent !== undefined && node.from > absent.from);
  if (absent !== undefined && behind !== undefined)
    throw new SequenceFault(absent.from, '![…] can only be the last step');
  if (absent !== undefined && nodes.length === 1)
    throw new SequenceFault(absent.from, 'expected a step that must come, such as [kind:new], before ![…]');
  if (absent !== undefined && maxspanUs === undefined)
    throw new SequenceFault(absent.from, '![…] needs an end: expected with maxspan=… behind the fields of by');
  const [extra] = nodes.slice(maxSteps);
  if (extra !== undefined) throw new SequenceFault(extra.from, `a sequence has at most ${maxSteps} steps`);
  if (nodes.length < 2) {
    const place = until?.from ?? text.trimEnd().length;
    throw new SequenceFault(place, 'expected another step: a sequence has two or more');
  }
}

type ListedField = { readonly field: JoinField; readonly from: number };

/** More fields to join by than anybody needs. */
const maxFields = 8;

function listBy(by: SyntaxNode | null, text: string): readonly ListedField[] {
  const names = by?.getChildren('Name') ?? [];
  const [extra] = names.slice(maxFields);
  if (extra !== undefined) throw new SequenceFault(extra.from, `steps are joined by at most ${maxFields} fields`);
  return names.map((node) => ({ field: readJoinField(node, text), from: node.from }));
}

function byText(by: SyntaxNode | null, text: string): string {
  const names = by?.getChildren('Name') ?? [];
  return names.map(({ from, to }) => text.slice(from, to)).join(', ');
}

function readJoinField({ from, to }: SyntaxNode, text: string): JoinField {
  const name = text.slice(from, to);
  const known = joinFields.find((field) => field === name);
  if (known !== undefined) return { field: known };
  if (name.startsWith('data.')) {
    const path = readPath(name.slice('data'.length));
    if (path !== undefined) return { field: 'data', path };
    throw new SequenceFault(from, 'expected a path such as data.id');
  }
  const words = `${joinFields.slice(0, -1).join(', ')}, ${joinFields.at(-1)} or a path such as data.id`;
  throw new SequenceFault(from, `steps cannot be joined by ${name}; expected ${words}`, suggest(name, joinFields));
}

/** How many fields every step is joined by: as many as the head names, else as many as the first step. */
function countFields(head: readonly ListedField[], nodes: readonly SyntaxNode[], text: string): number {
  if (head.length > 0) return head.length;
  return nodes.reduce((count, node) => (count > 0 ? count : listBy(node.getChild('By'), text).length), 0);
}

function readStep(
  node: SyntaxNode,
  text: string,
  head: readonly ListedField[],
  fieldCount: number,
): { readonly step: SequenceStep; readonly draft: StepDraft } {
  const body = node.getChild('StepFilter');
  assert(body !== null, 'a step without its filter');
  const written = text.slice(body.from + 1, body.to - 1);
  const filter = parseFilter(written);
  if (!filter.ok) {
    throw new SequenceFault(body.from + 1 + filter.position, faultSentence(filter.fault), filter.suggestions);
  }
  const own = listBy(node.getChild('By'), text);
  const fields = own.length > 0 ? own : head;
  if (fields.length !== fieldCount) {
    const what = fieldCount === 1 ? '1 field' : `${fieldCount} fields`;
    throw new SequenceFault(own[0]?.from ?? node.to, `expected ${what} to join by, as in the other steps`);
  }
  return {
    step: { filter: filter.tree, by: fields.map(({ field }) => field) },
    draft: { filter: written.trim(), by: byText(node.getChild('By'), text) },
  };
}
