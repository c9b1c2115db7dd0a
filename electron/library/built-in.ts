// Where the queries lie that ship with the program: beside this file in a checkout; a bundled program says where.
import { join } from 'node:path';

/** The folder in a checkout. */
export const builtInFolder: string = join(import.meta.dirname, 'built-in');
