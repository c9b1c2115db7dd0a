// Whether a place can be seen: a screen behind another tab keeps what it shows and asks nothing until it comes to the front.
import { createContext } from 'react';

/** False inside a tab that is not in front. */
export const ShownContext = createContext(true);
