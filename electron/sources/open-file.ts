// Opens one file (plain, gzip or zstd) as a source of bytes. Pipes with a name work too, their length is not known.
import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Failure } from '../../shared/base/failure.ts';
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import { chunkBytes, readSource } from './read-source.ts';
import type { Source } from './source.ts';

/** Opens a file; `name` is what people call it. A folder is refused: {@link walkFolder} finds what is in it. */
export async function openFile(path: string, name: string = basename(path)): Promise<Outcome<Source>> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (error) {
    return failed(fileFailure(path, error));
  }
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) {
      await handle.close();
      return failed(folderFailure(path));
    }
    return await readSource({
      name,
      path,
      packedBytes: stat.isFile() ? stat.size : undefined,
      read: () => readNext(handle, path),
      close: () => handle.close(),
    });
  } catch (error) {
    await handle.close();
    return failed(fileFailure(path, error));
  }
}

async function readNext(handle: FileHandle, path: string): Promise<Uint8Array | undefined | Failure> {
  // Not from the pool: the buffer is handed over to a worker whole.
  const buffer = Buffer.allocUnsafeSlow(chunkBytes);
  try {
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, null);
    return bytesRead === 0 ? undefined : buffer.subarray(0, bytesRead);
  } catch (error) {
    return fileFailure(path, error);
  }
}

/** The failure that an error of the file system stands for. */
export function fileFailure(path: string, error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'file-missing', message: `${path} does not exist.`, tip: 'Check the path for a typing error.' };
    case 'EISDIR':
      return folderFailure(path);
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'file-unreadable',
        message: `${path} may not be read by this user.`,
        tip: 'Ask for read permission, or copy the file to a place of your own.',
      };
    default:
      return {
        code: 'file-unreadable',
        message: `${path} could not be read (${code === '' ? 'unknown error' : code}).`,
      };
  }
}

function folderFailure(path: string): Failure {
  return {
    code: 'file-unreadable',
    message: `${path} is a folder, not a file.`,
    tip: 'Give the folder where folders are taken.',
  };
}
