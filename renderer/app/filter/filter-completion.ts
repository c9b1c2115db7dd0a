// Completion in the filter bar: fields with their meaning, words of closed fields, and values that the case really holds.
import {
  acceptCompletion,
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  completionStatus,
  moveCompletionSelection,
  selectedCompletionIndex,
} from '@codemirror/autocomplete';
import { type Extension, Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import i18next from 'i18next';
import { fieldDocs, fieldNamed } from '../../../shared/filter/fields.ts';
import { isPlainValue, quoteText } from '../../../shared/filter/quoting.ts';
import { askFilterValues } from '../../stores/lookups.ts';

/** What is being typed at the cursor. */
export type Typing =
  | { readonly what: 'value'; readonly field: string; readonly from: number; readonly text: string }
  | { readonly what: 'field'; readonly from: number; readonly text: string };

/** Finds out what is being typed at the end of a text: a value behind an operator (in a list too), or a field or word. */
export function typingAt(before: string): Typing | null {
  const value =
    /([A-Za-z_][\w-]*(?:\.(?:"(?:[^"\\]|\\.)*"|[^\s.:=!<>~()"]+))*)\s*(?::|=|!=)\s*(\((?:[^()]*\bor\s+|\s*))?("(?:[^"\\]|\\.)*|[^\s()"]*)$/i.exec(
      before,
    );
  const [, field, , text] = value ?? [];
  if (value !== null && field !== undefined && text !== undefined)
    return { what: 'value', field, from: before.length - text.length, text: text.replace(/^"/, '') };
  const word = /(?:^|[\s(-])([A-Za-z_][\w.]*)$/.exec(before)?.[1];
  return word === undefined ? null : { what: 'field', from: before.length - word.length, text: word };
}

function written(value: string): string {
  return isPlainValue(value) && !/[*?[]|\.\./.test(value) ? value : quoteText(value);
}

function fieldCompletions(): Completion[] {
  const fields = fieldDocs.map(({ name }, n) => ({
    label: name,
    apply: name === 'data' ? 'data.' : `${name}:`,
    detail: i18next.t(`filter.field.${name}`),
    boost: 50 - n,
  }));
  const keywords = ['and', 'or', 'not'].map((label) => ({ label, apply: `${label} `, boost: -50 }));
  return [...fields, ...keywords];
}

function closedWords(field: string): Completion[] | null {
  const known = fieldNamed(field);
  const words = known?.type === 'bool' ? ['true', 'false'] : known?.words;
  if (words === undefined) return null;
  return words.map((label, n) => {
    const key = `${field}.${label}`;
    // Kinds, outcomes and problems have their words under their own name; true and false need none.
    return { label, boost: 99 - n, ...(i18next.exists(key) ? { detail: i18next.t(key as 'kind.ret') } : {}) };
  });
}

/** Completes a filter that begins at a place of the text. */
export async function completeFilter(context: CompletionContext, begin: number): Promise<CompletionResult | null> {
  const found = typingAt(context.state.sliceDoc(begin, context.pos));
  const typing = found === null ? null : { ...found, from: found.from + begin };
  if (typing === null) return context.explicit ? { from: context.pos, options: fieldCompletions() } : null;
  if (typing.what === 'field' && typing.text.startsWith('data.')) {
    const paths = await askFilterValues('data', typing.text);
    if (context.aborted) return null;
    return {
      from: typing.from,
      filter: false,
      options: paths.map(({ value }) => ({ label: value, apply: `${value}:` })),
    };
  }
  if (typing.what === 'field') return { from: typing.from, options: fieldCompletions(), validFor: /^\w*$/ };
  const closed = closedWords(typing.field);
  if (closed !== null) return { from: typing.from, options: closed, validFor: /^[\w-]*$/ };
  const type = typing.field.startsWith('data.') ? 'any' : fieldNamed(typing.field)?.type;
  if (type !== 'text' && type !== 'number' && type !== 'any') return null;
  const values = await askFilterValues(typing.field, typing.text);
  if (context.aborted) return null;
  return {
    from: typing.from,
    filter: false,
    options: values.map(({ value, count }) => ({ label: value, apply: written(value), detail: String(count) })),
  };
}

/** Tab takes the first completion, or the one gone to; without completions it leaves the field. */
function takeCompletion(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active') return false;
  if (selectedCompletionIndex(view.state) === null) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** An editor extension that completes in the way of the filter bar. */
export function filterCompletionOf(complete: CompletionSource): Extension {
  return [
    autocompletion({
      override: [complete],
      icons: false,
      maxRenderedOptions: 60,
      // Enter applies the filter as it stands, unless a completion was gone to.
      selectOnOpen: false,
      interactionDelay: 0,
      activateOnCompletion: (completion) => typeof completion.apply === 'string' && /[:.=[]$/.test(completion.apply),
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: takeCompletion }])),
  ];
}

/** The editor extension of the filter bar. */
export const filterCompletion = filterCompletionOf((context) => completeFilter(context, 0));
