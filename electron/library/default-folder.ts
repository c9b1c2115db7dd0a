// Where the user's saved queries lie unless another folder was chosen: beside the window's settings, for the command line too.
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = { readonly [name: string]: string | undefined };

/** The folder; `SALTRACE_QUERIES` names another. */
export function defaultLibraryFolder(env: Environment, platform: string, home: string = homedir()): string {
  if (env.SALTRACE_QUERIES) return env.SALTRACE_QUERIES;
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Saltrace', 'queries');
  const base = platform === 'win32' ? env.APPDATA || join(home, 'AppData', 'Roaming') : env.XDG_CONFIG_HOME;
  return join(base || join(home, '.config'), 'Saltrace', 'queries');
}
