// Says what was expected where a filter text stops making sense. Lezer marks the place; the words around it tell the rest.
import type { SyntaxNode } from '@lezer/common';

/** The first place that does not fit the grammar, `undefined` when all does. */
export function explainSyntax(
  top: SyntaxNode,
  text: string,
): { readonly position: number; readonly message: string } | undefined {
  const place = firstError(top);
  if (place === undefined) return undefined;
  let position = place;
  while (position < text.length && /\s/.test(text[position] ?? '')) position++;
  return { position, message: expectedAt(text, position) };
}

function firstError(top: SyntaxNode): number | undefined {
  let found: number | undefined;
  top.cursor().iterate((node) => {
    if (node.type.isError && (found === undefined || node.from < found)) found = node.from;
  });
  return found;
}

function expectedAt(text: string, position: number): string {
  const before = text.slice(0, position).trimEnd();
  const rest = text.slice(position);
  if (rest.startsWith('"')) return 'expected a closing "';
  if (before.endsWith('~')) return rest.startsWith('/') ? 'expected a closing /' : 'expected /a regular expression/';
  if (/[:=<>]$/.test(before)) return 'expected a value';
  const open = openBrackets(before);
  if (/[:=<>]\s*\($/.test(before) || (open.at(-1) === 'list' && /\bor$/i.test(before))) return 'expected a value';
  if (open.at(-1) === 'list') return 'expected or, or a closing )';
  if (rest.startsWith('!')) return 'expected a term; its opposite is written -term';
  if (/^[:=<>~]/.test(rest)) return 'expected a field before the operator';
  if (before === '' || /(?:^|[\s(])(?:and|or|not)$/i.test(before) || /[(-]$/.test(before)) return 'expected a term';
  if (rest === '' && open.length > 0) return 'expected a closing )';
  if (rest.startsWith(')')) return 'this ) closes nothing';
  return 'expected a term';
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
