// What the words of a start mean: captures and cases to be opened, and links of ours. Switches are the system's and Chromium's.
import path from 'node:path';
import { isLinkLike } from '../../shared/keep/case-link.ts';

/** What a start asks for. */
export type StartWords = { readonly openPaths: readonly string[]; readonly links: readonly string[] };

/** Reads the words behind the program's own; from a checkout (`isPackaged` false) the first of them is the application's folder. */
export function startWords(argv: readonly string[], workingDir: string, isPackaged: boolean): StartWords {
  const words = argv
    .slice(1)
    .filter((word) => !word.startsWith('-'))
    .slice(isPackaged ? 0 : 1);
  return {
    openPaths: words.filter((word) => !isLinkLike(word)).map((word) => path.resolve(workingDir, word)),
    links: words.filter(isLinkLike),
  };
}
