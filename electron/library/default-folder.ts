// Where the user's saved queries and rules lie unless other folders were chosen: beside the window's settings, for the command line too.
import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = { readonly [name: string]: string | undefined };

/** The folder of saved queries; `SALTRACE_QUERIES` names another. */
export function defaultLibraryFolder(env: Environment, platform: string, home: string = homedir()): string {
  return env.SALTRACE_QUERIES || join(ownFolder(env, platform, home), 'queries');
}

/** The folder of rules that find trouble; `SALTRACE_RULES` names another. */
export function defaultRulesFolder(env: Environment, platform: string, home: string = homedir()): string {
  return env.SALTRACE_RULES || join(ownFolder(env, platform, home), 'rules');
}

function ownFolder(env: Environment, platform: string, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Saltrace');
  const base = platform === 'win32' ? env.APPDATA || join(home, 'AppData', 'Roaming') : env.XDG_CONFIG_HOME;
  return join(base || join(home, '.config'), 'Saltrace');
}
