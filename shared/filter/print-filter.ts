// Filter → text, such that reading the text gives the filter again.
import { printPath } from './data-path.ts';
import type { FieldTerm, FilterTree, FilterValue } from './filter-tree.ts';
import { isPlainValue, quoteText } from './quoting.ts';

/** Writes a filter; the empty one as the empty text. */
export function printFilter(tree: FilterTree): string {
  return printQuoting(tree, isPlainValue);
}

/** The same, quoting every text that is not `plain`. */
export function printQuoting(tree: FilterTree, plain: (text: string) => boolean): string {
  switch (tree.type) {
    case 'all':
      return '';
    case 'and':
      return tree.terms.map((term) => printInside(term, term.type === 'and' || term.type === 'or', plain)).join(' ');
    case 'or':
      return tree.terms.map((term) => printInside(term, term.type === 'or', plain)).join(' or ');
    case 'not':
      return `not ${printInside(tree.term, tree.term.type === 'and' || tree.term.type === 'or', plain)}`;
    case 'tag':
      return tree.glob;
    case 'text':
      return isBareWord(tree.text, plain) ? tree.text : quoteText(tree.text);
    case 'comparison':
    case 'match':
      return printTerm(tree, plain);
  }
}

function printInside(tree: FilterTree, needsBrackets: boolean, plain: (text: string) => boolean): string {
  const text = printQuoting(tree, plain);
  return needsBrackets ? `(${text})` : text;
}

/** A word that is read as text again: no tag glob, no `-term`, no field before an operator. */
function isBareWord(text: string, plain: (text: string) => boolean): boolean {
  return plain(text) && !/^-|[/*:=!<>~]/.test(text);
}

function printTerm(term: FieldTerm, plain: (text: string) => boolean): string {
  const field = term.path === undefined ? term.field : printPath(term.path);
  if (term.type === 'match') return `${field}~/${printPattern(term.pattern)}/${term.ignoresCase ? 'i' : ''}`;
  const values = term.values.map((value) => printValue(value, plain));
  return `${field}${term.operator}${values.length === 1 ? values.join() : `(${values.join(' or ')})`}`;
}

/** Slashes get a backslash, except those that a backslash already holds as part of the pattern. */
function printPattern(pattern: string): string {
  return pattern.replace(/\\[\s\S]|\//g, (part) => (part === '/' ? '\\/' : part));
}

function printValue({ text, isQuoted }: FilterValue, plain: (text: string) => boolean): string {
  return isQuoted || !plain(text) ? quoteText(text) : text;
}
