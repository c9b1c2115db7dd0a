// Runs the command line as a user does: a process of its own, arguments in, standard output, standard error and exit status out.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts');

/** What a command left behind. */
export type CommandResult = { readonly stdout: string; readonly stderr: string; readonly status: number | null };

/** Runs `saltrace` with arguments; `input` is its standard input. */
export function runSaltrace(
  args: readonly string[],
  options: { readonly input?: string; readonly cwd?: string } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      cwd: options.cwd,
      env: { ...process.env, NO_COLOR: '1', TZ: 'UTC' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ stdout, stderr, status }));
    child.stdin.end(options.input ?? '');
  });
}
