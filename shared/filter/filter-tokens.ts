// Reads the tokens of a filter text by what may stand at a place: `12:00` is a value after `time:`, else a word; a name is a
// field only where an operator follows. The grammar's own tokenizer could not look ahead so far.
import { ExternalTokenizer, type InputStream, type Stack } from '@lezer/lr';
import {
  and,
  Field,
  Match,
  minus,
  not,
  Operator,
  or,
  Quoted,
  RegExp as RegExpTerm,
  TagGlob,
  Value,
  Word,
} from './grammar-terms.generated.ts';

const quote = 34;
const slash = 47;
const backslash = 92;
const endOfInput = -1;

/** True for what ends a word or value: space, parenthesis, quote, the end. */
function isEnd(code: number): boolean {
  return code === endOfInput || isSpace(code) || code === 40 || code === 41 || code === quote;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13 || code === 160;
}

/** `: = ! < > ~`: never the first character of a word or value, so that a doubled operator is an error in its place. */
function isOperatorStart(code: number): boolean {
  return code === 58 || code === 61 || code === 33 || code === 60 || code === 62 || code === 126;
}

function isNameCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** Length of the operator at an offset, 0 when there is none. */
function operatorLength(input: InputStream, at: number): number {
  const code = input.peek(at);
  const next = input.peek(at + 1);
  if (code === 33) return next === 61 ? 2 : 0;
  if (code === 60 || code === 62) return next === 61 ? 2 : 1;
  return code === 58 || code === 61 || code === 126 ? 1 : 0;
}

/** Offset behind a quoted text that begins at an offset, or 0 when it is not closed. */
function quotedEnd(input: InputStream, from: number): number {
  for (let at = from + 1; ; at++) {
    const code = input.peek(at);
    if (code === endOfInput) return 0;
    if (code === backslash) at++;
    else if (code === quote) return at + 1;
  }
}

/** Length of the field name here, or 0: a name, for paths dots with keys (an empty one is refused later), an operator behind. */
function fieldLength(input: InputStream): number {
  const first = input.peek(0);
  if (!isNameCharacter(first) || (first >= 48 && first <= 57)) return 0;
  let at = 1;
  while (isNameCharacter(input.peek(at)) || input.peek(at) === 45) at++;
  while (input.peek(at) === 46) {
    at++;
    if (input.peek(at) === quote) {
      at = quotedEnd(input, at);
      if (at === 0) return 0;
    } else {
      while (!isEnd(input.peek(at)) && !isOperatorStart(input.peek(at)) && input.peek(at) !== 46) at++;
    }
  }
  let behind = at;
  while (isSpace(input.peek(behind))) behind++;
  return operatorLength(input, behind) > 0 ? at : 0;
}

/** Offset behind a `/regular expression/` with its flag, or 0 when it is not closed. */
function regExpEnd(input: InputStream): number {
  for (let at = 1; ; at++) {
    const code = input.peek(at);
    if (code === endOfInput) return 0;
    if (code === backslash) at++;
    else if (code === slash) return input.peek(at + 1) === 105 ? at + 2 : at + 1;
  }
}

function plainLength(input: InputStream): number {
  if (isOperatorStart(input.peek(0))) return 0;
  let at = 0;
  while (!isEnd(input.peek(at))) at++;
  return at;
}

function textOf(input: InputStream, length: number): string {
  let text = '';
  for (let at = 0; at < length; at++) text += String.fromCharCode(input.peek(at));
  return text;
}

const keywords = new Map([
  ['and', and],
  ['or', or],
  ['not', not],
]);

function readToken(input: InputStream, stack: Stack): void {
  const first = input.next;
  if (first === endOfInput || isSpace(first)) return;
  if (stack.canShift(Operator) || stack.canShift(Match)) {
    const length = operatorLength(input, 0);
    if (length > 0) input.acceptToken(first === 126 ? Match : Operator, length);
    return;
  }
  if (stack.canShift(RegExpTerm)) {
    const end = first === slash ? regExpEnd(input) : 0;
    if (end > 0) input.acceptToken(RegExpTerm, end);
    return;
  }
  if (first === quote) {
    const end = quotedEnd(input, 0);
    if (end > 0) input.acceptToken(Quoted, end);
    return;
  }
  const length = plainLength(input);
  if (length === 0) return;
  const keyword = length <= 3 ? keywords.get(textOf(input, length).toLowerCase()) : undefined;
  if (keyword !== undefined) {
    input.acceptToken(keyword, length);
    return;
  }
  if (stack.canShift(Value)) {
    input.acceptToken(Value, length);
    return;
  }
  if (first === 45) {
    if (length > 1 || !isSpace(input.peek(1))) input.acceptToken(minus, 1);
    return;
  }
  const field = fieldLength(input);
  if (field > 0) {
    input.acceptToken(Field, field);
    return;
  }
  for (let at = 0; at < length; at++) {
    const code = input.peek(at);
    if (code === slash || code === 42) {
      input.acceptToken(TagGlob, length);
      return;
    }
  }
  input.acceptToken(Word, length);
}

/** The one tokenizer of the grammar; its result depends on the parse state, so it is never cached. */
export const filterTokens = new ExternalTokenizer(readToken, { contextual: true });
