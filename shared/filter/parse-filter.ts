// Text → filter, or where it is wrong and what was expected there.
import type { SyntaxNode } from '@lezer/common';
import { assert } from '../base/assert.ts';
import { readPath } from './data-path.ts';
import { explainSyntax } from './explain-syntax.ts';
import { type FilterFault, filterFault } from './filter-fault.ts';
import type { Comparison, FieldTerm, FilterTree, FilterValue, Match, Operator } from './filter-tree.ts';
import { parser } from './grammar.generated.ts';
import { unquoteText } from './quoting.ts';
import { type FaultPlace, readTerm } from './read-term.ts';

/** A filter that can be read, or its first fault. */
export type ParsedFilter =
  | { readonly ok: true; readonly tree: FilterTree }
  | {
      readonly ok: false;
      /** 0-based place in the text. */
      readonly position: number;
      readonly fault: FilterFault;
      /** Words that would have been right in this place. */
      readonly suggestions: readonly string[];
    };

/** Depth of brackets and `not` beyond which a text is refused, so that no walk over the tree can run out of stack. */
const maxDepth = 200;

/** Thrown inside this file only, to leave the walk at the first fault. */
class Refusal extends Error {
  readonly position: number;
  readonly fault: FilterFault;
  readonly suggestions: readonly string[];
  constructor(position: number, fault: FilterFault, suggestions: readonly string[] = []) {
    super(fault.code);
    this.position = position;
    this.fault = fault;
    this.suggestions = suggestions;
  }
}

/** Reads a filter text; an empty one selects all. Never throws. */
export function parseFilter(text: string): ParsedFilter {
  if (text.trim() === '') return { ok: true, tree: { type: 'all' } };
  const top = parser.parse(text).topNode;
  const wrong = explainSyntax(top, text);
  if (wrong !== undefined) return { ok: false, ...wrong, suggestions: [] };
  const child = top.firstChild;
  assert(child !== null, 'a filter without a node and without a fault');
  try {
    return { ok: true, tree: readNode(child, text, 0) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { position, fault, suggestions } = error;
    return { ok: false, position, fault, suggestions };
  }
}

function textAt(node: SyntaxNode, text: string): string {
  return text.slice(node.from, node.to);
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== '(' && child.name !== ')') children.push(child);
  }
  return children;
}

function readNode(node: SyntaxNode, text: string, depth: number): FilterTree {
  if (depth > maxDepth) throw new Refusal(node.from, filterFault('too-deep'));
  switch (node.name) {
    case 'And':
    case 'Or':
      return {
        type: node.name === 'And' ? 'and' : 'or',
        terms: childrenOf(node).map((child) => readNode(child, text, depth + 1)),
      };
    case 'Not':
      return { type: 'not', term: readNode(onlyChild(node), text, depth + 1) };
    case 'Group':
      return readNode(onlyChild(node), text, depth + 1);
    case 'TagGlob':
      return { type: 'tag', glob: textAt(node, text) };
    case 'Word':
      return { type: 'text', text: textAt(node, text) };
    case 'Quoted':
      return readQuoted(node, text);
    default:
      assert(node.name === 'Comparison', `unexpected node ${node.name}`);
      return readFieldTerm(node, text);
  }
}

function onlyChild(node: SyntaxNode): SyntaxNode {
  const [child] = childrenOf(node);
  assert(child !== undefined, `${node.name} without a child`);
  return child;
}

function readQuoted(node: SyntaxNode, text: string): FilterTree {
  const inside = unquoteText(textAt(node, text));
  if (inside === '') throw new Refusal(node.from, filterFault('expected-text'));
  return { type: 'text', text: inside };
}

function readFieldTerm(node: SyntaxNode, text: string): FieldTerm {
  const [fieldNode, operatorNode, valueNode] = childrenOf(node);
  assert(fieldNode && operatorNode && valueNode, 'a comparison lacks a part');
  const valueNodes = valueNode.name === 'List' ? childrenOf(valueNode) : [valueNode];
  const name = textAt(fieldNode, text);
  const field = fieldParts(name, fieldNode);
  const term: FieldTerm =
    operatorNode.name === 'Match'
      ? { type: 'match', ...field, ...readRegExp(textAt(valueNode, text)) }
      : {
          type: 'comparison',
          ...field,
          operator: readOperator(textAt(operatorNode, text)),
          values: valueNodes.map((value) => readValue(value, text)),
        };
  const read = readTerm(term, { zone: 'UTC', captureFirst: undefined, captureLast: undefined });
  if (!read.ok) {
    const { at, fault, suggestions } = read;
    throw new Refusal(placeOf(at, fieldNode, operatorNode, valueNodes), fault, suggestions);
  }
  return term;
}

function placeOf(at: FaultPlace, field: SyntaxNode, operator: SyntaxNode, values: readonly SyntaxNode[]): number {
  if (at === 'field') return field.from;
  if (at === 'operator') return operator.from;
  return values[at.value]?.from ?? operator.from;
}

function fieldParts(name: string, node: SyntaxNode): Pick<Comparison, 'field' | 'path'> {
  if (name === 'master') return { field: 'data', path: [{ key: 'master_id' }] };
  if (!name.startsWith('data.')) return { field: name };
  const path = readPath(name.slice('data'.length));
  if (path === undefined) throw new Refusal(node.from, filterFault('expected-path'));
  return { field: 'data', path };
}

function readOperator(text: string): Operator {
  assert(
    text === ':' || text === '=' || text === '!=' || text === '>' || text === '>=' || text === '<' || text === '<=',
    `unknown operator ${text}`,
  );
  return text;
}

function readValue(node: SyntaxNode, text: string): FilterValue {
  const written = textAt(node, text);
  return node.name === 'Quoted' ? { text: unquoteText(written), isQuoted: true } : { text: written, isQuoted: false };
}

function readRegExp(written: string): Pick<Match, 'pattern' | 'ignoresCase'> {
  const ignoresCase = written.endsWith('i');
  // Only the slash needs its backslash taken away; every other pair belongs to the pattern.
  const pattern = written
    .slice(1, ignoresCase ? -2 : -1)
    .replace(/\\([\s\S])/g, (pair: string, next: string) => (next === '/' ? next : pair));
  return { pattern, ignoresCase };
}
