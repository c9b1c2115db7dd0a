// A program for the tests: opens or makes a case without the rights of root, and prints the code and message of its failure.
import { openCase } from '../../electron/store/open-case-file.ts';
import { connectMemory } from '../../electron/store/sqlite.ts';

const [path = '', mode = 'write'] = process.argv.slice(2);
// The native library is loaded while its file can certainly be read.
connectMemory();
if (process.getuid?.() === 0) process.setuid?.(65_534);
const opened = openCase(path, { mode: mode === 'create' ? 'create' : 'write', decoder: () => undefined });
process.stdout.write(JSON.stringify(opened.ok ? { code: 'opened', message: '' } : opened.failure));
