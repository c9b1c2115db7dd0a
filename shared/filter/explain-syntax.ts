// Says what was expected where a filter text stops making sense. Lezer marks the place; the words around it tell the rest.
import type { SyntaxNode } from '@lezer/common';
import { type FilterFault, filterFault } from './filter-fault.ts';

/** Faults of the grammar; none has details. */
type SyntaxFault =
  | 'expected-quote'
  | 'expected-slash'
  | 'expected-bracket'
  | 'expected-or'
  | 'expected-regexp'
  | 'expected-value'
  | 'expected-field'
  | 'expected-term'
  | 'expected-opposite'
  | 'stray-bracket';

/** The first place that does not fit the grammar, `undefined` when all does. */
export function explainSyntax(
  top: SyntaxNode,
  text: string,
): { readonly position: number; readonly fault: FilterFault } | undefined {
  const place = firstError(top);
  if (place === undefined) return undefined;
  let position = place;
  while (position < text.length && /\s/.test(text[position] ?? '')) position++;
  return { position, fault: filterFault(expectedAt(text, position)) };
}

function firstError(top: SyntaxNode): number | undefined {
  let found: number | undefined;
  top.cursor().iterate((node) => {
    if (node.type.isError && (found === undefined || node.from < found)) found = node.from;
  });
  return found;
}

function expectedAt(text: string, position: number): SyntaxFault {
  const before = text.slice(0, position).trimEnd();
  const rest = text.slice(position);
  if (rest.startsWith('"')) return 'expected-quote';
  if (before.endsWith('~')) return rest.startsWith('/') ? 'expected-slash' : 'expected-regexp';
  if (/[:=<>]$/.test(before)) return 'expected-value';
  const open = openBrackets(before);
  if (/[:=<>]\s*\($/.test(before) || (open.at(-1) === 'list' && /\bor$/i.test(before))) return 'expected-value';
  if (open.at(-1) === 'list') return 'expected-or';
  if (rest.startsWith('!')) return 'expected-opposite';
  if (/^[:=<>~]/.test(rest)) return 'expected-field';
  if (before === '' || /(?:^|[\s(])(?:and|or|not)$/i.test(before) || /[(-]$/.test(before)) return 'expected-term';
  if (rest === '' && open.length > 0) return 'expected-bracket';
  if (rest.startsWith(')')) return 'stray-bracket';
  return 'expected-term';
}

/** The brackets still open at the end of a text, outermost first. */
function openBrackets(text: string): ('group' | 'list')[] {
  const open: ('group' | 'list')[] = [];
  for (const m of text.matchAll(/"(?:[^"\\]|\\[\s\S])*"|~\s*\/(?:[^/\\]|\\[\s\S])*\/|([:=<>]\s*)?\(|\)/g)) {
    if (m[0] === ')') open.pop();
    else if (m[0].endsWith('(')) open.push(m[1] === undefined ? 'group' : 'list');
  }
  return open;
}
