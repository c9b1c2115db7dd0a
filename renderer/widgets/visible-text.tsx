// Text from the bus as text: control characters, text direction marks and zero-width characters are made visible, so that nothing can hide or reorder what is read.

const hidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/;
const hiddenAll = new RegExp(hidden.source, 'g');

/** A piece of a text: as it is, or one hidden character by its sign and name. */
export type TextPiece =
  | { readonly text: string; readonly isHidden: false }
  | { readonly text: string; readonly isHidden: true };

function signOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Cuts a text at its hidden characters. TAB and LF stay as they are: they can be seen. */
export function visiblePieces(text: string): TextPiece[] {
  if (!hidden.test(text)) return [{ text, isHidden: false }];
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const match of text.matchAll(hiddenAll)) {
    if (match.index > done) pieces.push({ text: text.slice(done, match.index), isHidden: false });
    pieces.push({ text: signOf(match[0]), isHidden: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), isHidden: false });
  return pieces;
}

/** The text in one line without hidden characters, for titles, labels and `aria-label`. */
export function plainVisible(text: string): string {
  return visiblePieces(text)
    .map((piece) => piece.text)
    .join('');
}

/** Shows a text of the bus. */
export function VisibleText({ text }: { readonly text: string }) {
  if (!hidden.test(text)) return text;
  let at = 0;
  return visiblePieces(text).map((piece) => {
    at += piece.text.length;
    return piece.isHidden ? (
      <span key={at} className="hidden-character">
        {piece.text}
      </span>
    ) : (
      piece.text
    );
  });
}
