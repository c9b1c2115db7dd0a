// Copies a case to another file while it may be open and being written: "save as", and the copy kept before an upgrade.
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { giveName, passingName, writeNew } from './create-case.ts';
import { inspectFile } from './inspect-case.ts';
import { migrations } from './migrations/migrations.ts';
import { connect } from './sqlite.ts';
import { storeFailure, writeFailure } from './store-failure.ts';

/** Pages a step: 32 MiB, so that the engine answers in between. */
const pagesPerStep = 4_096;

/**
 * Copies the last commit of the case `from` to the new file `to`, which only its owner can read and which appears whole or not
 * at all. `onProgress` hears the share done, from 0 to 1. An existing file is not overwritten (`database-exists`).
 */
export async function copyCase(
  from: string,
  to: string,
  onProgress: (share: number) => void = () => undefined,
): Promise<Outcome<void>> {
  const refusal = inspectFile(from, true, migrations);
  if (refusal !== undefined) return failed(refusal);
  const source = connect(from, true);
  if (!source.ok) return source;
  const passing = passingName(to);
  try {
    // Asked again when the copy gets its name; here it spares the work.
    if (existsSync(to)) throw Object.assign(new Error('taken'), { code: 'EEXIST' });
    writeNew(passing, new Uint8Array(0));
    await source.value.backup(passing, {
      progress: ({ totalPages, remainingPages }) => {
        if (totalPages > 0) onProgress(1 - remainingPages / totalPages);
        return pagesPerStep;
      },
    });
    giveName(passing, to);
    return done(undefined);
  } catch (error) {
    rmSync(passing, { force: true });
    const failure = writeFailure(error, to) ?? storeFailure(error, from);
    if (failure === undefined) throw error;
    if (failure.code !== 'file-missing') return failed(failure);
    return failed({ ...failure, message: `The folder ${dirname(to)}, where the copy is to be made, does not exist.` });
  } finally {
    source.value.close();
  }
}
