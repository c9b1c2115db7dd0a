// Finds the captures in a folder: every file whose beginning is one, whatever its name, in an order that stays the same.
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { fileFailure, openFile } from './open-file.ts';

/** A capture in a folder. `name` is its path below the folder, with slashes. */
export type FolderFile = { readonly path: string; readonly name: string };

/** What a folder holds. */
export type FolderListing = {
  readonly captures: readonly FolderFile[];
  /** Files that are no captures, left alone. */
  readonly others: readonly FolderFile[];
  /** Files and folders that could not be looked at. */
  readonly failures: readonly Failure[];
};

/** Folders below folders below folders: deeper than any log directory, and an end for links that go round. */
const depthLimit = 20;

/**
 * Lists a folder and all below it in natural order (capture-2 before capture-10). Hidden files and folders are passed
 * over, links to files are followed, links to folders are not. `isCapture` judges a file by its first bytes, unpacked.
 */
export async function walkFolder(
  path: string,
  isCapture: (head: Uint8Array) => boolean,
): Promise<Outcome<FolderListing>> {
  const failures: Failure[] = [];
  const files: FolderFile[] = [];
  const refused = await list(path, '', depthLimit, files, failures);
  if (refused !== undefined) return failed(refused);
  if (files.length === 0) {
    return failed({
      code: 'file-empty',
      message: `${path} holds no files.`,
      tip: 'Choose the folder the captures are in.',
    });
  }
  files.sort((a, b) => naturalOrder(a.name, b.name));
  const captures: FolderFile[] = [];
  const others: FolderFile[] = [];
  for (const file of files) {
    const source = await openFile(file.path, file.name);
    if (!source.ok) {
      // Empty and otherwise packed files are common beside captures and no reason to worry.
      if (['file-unreadable', 'compressed-broken'].includes(source.failure.code)) failures.push(source.failure);
      else others.push(file);
      continue;
    }
    (isCapture(source.value.head) ? captures : others).push(file);
    await source.value.close();
  }
  if (captures.length > 0) return done({ captures, others, failures });
  return failed({
    code: 'folder-without-captures',
    message: `None of the ${files.length} files in ${basename(path) === '' ? path : basename(path)} is a capture that is understood.`,
    tip: 'Give a file alone to hear what was found in it.',
  });
}

/** Adds the regular files below a folder; gives the failure of the folder itself. */
async function list(
  folder: string,
  prefix: string,
  depth: number,
  files: FolderFile[],
  failures: Failure[],
): Promise<Failure | undefined> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    return fileFailure(folder, error);
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) {
      const refused = depth > 0 ? await list(path, `${name}/`, depth - 1, files, failures) : undefined;
      if (refused !== undefined) failures.push(refused);
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(path)))) {
      files.push({ path, name });
    }
  }
  return undefined;
}

async function isLinkToFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // A link to nothing is no file.
    return false;
  }
}
