// Completion in the text form of sequences: its own words and the fields steps can be joined by; within brackets that of the filter.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import i18next from 'i18next';
import { joinFields } from '../../../shared/filter/sequence-tree.ts';
import { completeFilter, filterCompletionOf } from './filter-completion.ts';

/** What is being typed at the cursor: a step's filter, or a part of the sequence around the steps. */
export type SequenceTyping =
  | { readonly what: 'filter'; readonly from: number }
  | { readonly what: 'fields' | 'words' | 'spans'; readonly from: number; readonly offered: readonly string[] };

/** Spans that are often asked for. */
const spans = ['30s', '1m', '5m', '10m', '1h', '1d'];

/** Finds out what is being typed at the end of a text. */
export function typingInSequence(before: string): SequenceTyping {
  const open = openBracket(before);
  if (open !== -1) return { what: 'filter', from: open + 1 };
  const outside = before.slice(before.lastIndexOf(']') + 1);
  const from = before.length - (/[\w.]*$/.exec(outside)?.[0].length ?? 0);
  if (/\bmaxspan\s*=\s*\w*$/i.test(outside)) return { what: 'spans', from, offered: spans };
  if (/\bby\s+(?:[\w."]+\s*,\s*)*[\w.]*$/i.test(outside)) return { what: 'fields', from, offered: joinFields };
  return {
    what: 'words',
    from,
    offered: wordsBehind(before, outside.slice(0, outside.length - (before.length - from))),
  };
}

/** The words that can stand behind what was typed. */
function wordsBehind(before: string, outside: string): readonly string[] {
  if (before.includes(']')) return /\b(?:by|until)\b/i.test(outside) ? [] : ['by', 'until'];
  if (!/\bsequence\b/i.test(outside)) return ['sequence'];
  if (/\bwith\s*$/i.test(outside)) return ['maxspan'];
  return [...(/\bby\b/i.test(outside) ? [] : ['by']), ...(/\bwith\b/i.test(outside) ? [] : ['with'])];
}

/** Where the bracket stands that is not closed yet, -1 without one; brackets in quotes and globs are the filter's. */
function openBracket(before: string): number {
  let open = -1;
  let depth = 0;
  for (let at = 0; at < before.length; at++) {
    const sign = before[at];
    if (sign === '"' && depth > 0) {
      const end = /"(?:[^"\\]|\\.)*"?/y;
      end.lastIndex = at;
      at += (end.exec(before)?.[0].length ?? 1) - 1;
    } else if (sign === '[') {
      if (depth === 0) open = at;
      depth += 1;
    } else if (sign === ']' && depth > 0) depth -= 1;
  }
  return depth > 0 ? open : -1;
}

const written: Readonly<Record<string, string>> = { with: 'with maxspan=', maxspan: 'maxspan=', until: 'until [' };

async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const typing = typingInSequence(context.state.sliceDoc(0, context.pos));
  if (typing.what === 'filter') return completeFilter(context, typing.from);
  const typed = context.state.sliceDoc(typing.from, context.pos);
  if (typed === '' && typing.what === 'words' && !context.explicit) return null;
  const options: Completion[] =
    typing.what === 'fields'
      ? joinFields.map((label, n) => ({ label, detail: i18next.t(`filter.field.${label}`), boost: 50 - n }))
      : typing.offered.map((label, n) => {
          const apply = written[label] ?? (typing.what === 'words' ? `${label} ` : label);
          return { label, apply, boost: 50 - n };
        });
  return options.length === 0 ? null : { from: typing.from, options, validFor: /^\w*$/ };
}

/** The editor extension. */
export const sequenceCompletion: Extension = filterCompletionOf(complete);
