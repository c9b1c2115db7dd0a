// What the editors of views colour and complete: given by the application, because it asks the engine and views are strangers.
import type { Extension } from '@codemirror/state';
import { createContext } from 'react';

/** The editor extensions of each language, and the nonce for the editor's own style sheet. */
export type CodeLanguages = { readonly nonce: string; readonly filter: Extension; readonly sequence: Extension };

/** Plain text until the application gives its own. */
export const CodeLanguagesContext = createContext<CodeLanguages>({ nonce: '', filter: [], sequence: [] });
