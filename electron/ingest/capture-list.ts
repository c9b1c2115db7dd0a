// From what the user named (files, folders, standard input) to the captures to read, each with its format.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Failure } from '../../shared/base/failure.ts';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { Format } from '../formats/format.ts';
import { detectFormat, formatNamed, formats } from '../formats/registry.ts';
import { openFile } from '../sources/open-file.ts';
import { openStdin } from '../sources/open-stdin.ts';
import type { Source } from '../sources/source.ts';
import { walkFolder } from '../sources/walk-folder.ts';
import { describeHead } from './describe-head.ts';

/** A capture that will be read. */
export type Capture = {
  readonly name: string;
  readonly path: string;
  readonly format: Format;
  /** Bytes on the disk; `undefined` where nobody knows. */
  readonly packedBytes: number | undefined;
  readonly isPacked: boolean;
  readonly open: () => Promise<Outcome<Source>>;
};

/** The name that stands for standard input where a path is expected. */
const standardInput = '-';

/**
 * Looks at all that was named before anything is read, so that a wrong name or a file that is no capture stops an import
 * before the case is touched. In folders, files that are no captures are passed over.
 */
export async function listCaptures(
  paths: readonly string[],
  formatName: string | undefined,
): Promise<Outcome<Capture[]>> {
  const asked = formatName === undefined ? undefined : formatNamed(formatName);
  if (formatName !== undefined && asked === undefined) return failed(unknownFormatName(formatName));
  const captures: Capture[] = [];
  for (const path of paths) {
    const listed = await listPath(path, asked);
    if (!listed.ok) return listed;
    captures.push(...listed.value);
  }
  return done(captures);
}

async function listPath(path: string, asked: Format | undefined): Promise<Outcome<Capture[]>> {
  if (path === standardInput) return lookAtInput(asked);
  if (!(await isFolder(path))) {
    const capture = await lookAtFile(path, basename(path), asked);
    return capture.ok ? done([capture.value]) : capture;
  }
  const isCapture = (head: Uint8Array) => detectFormat(head) !== undefined;
  const folder = await walkFolder(path, isCapture);
  if (!folder.ok) return folder;
  const captures: Capture[] = [];
  for (const file of folder.value.captures) {
    const capture = await lookAtFile(file.path, file.name, asked);
    if (!capture.ok) return capture;
    captures.push(capture.value);
  }
  return done(captures);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // Opening it as a file says what is wrong with it.
    return false;
  }
}

async function lookAtFile(path: string, name: string, asked: Format | undefined): Promise<Outcome<Capture>> {
  const opened = await openFile(path, name);
  if (!opened.ok) return opened;
  const source = opened.value;
  const format = asked ?? detectFormat(source.head);
  // A pipe with a name gives its bytes once: it stays open.
  const isPipe = source.packedBytes === undefined;
  if (format === undefined || !isPipe) await source.close();
  if (format === undefined) return failed(noCapture(source));
  return done(captureOf(source, format, isPipe ? async () => done(source) : () => openFile(path, name)));
}

async function lookAtInput(asked: Format | undefined): Promise<Outcome<Capture[]>> {
  const opened = await openStdin(process.stdin);
  if (!opened.ok) return opened;
  const source = opened.value;
  const format = asked ?? detectFormat(source.head);
  if (format !== undefined) return done([captureOf(source, format, async () => done(source))]);
  await source.close();
  return failed(noCapture(source));
}

function captureOf(source: Source, format: Format, open: Capture['open']): Capture {
  const { name, path, packedBytes } = source;
  return { name, path, format, packedBytes, isPacked: source.compression !== 'none', open };
}

function noCapture({ name, head }: Source): Failure {
  return {
    code: 'format-unknown',
    message: `${name} is no capture that is understood: it holds ${describeHead(head)}.`,
    tip: `Understood are ${formats.map((format) => format.name).join(', ')}; if it is one of these, name the format.`,
  };
}

function unknownFormatName(name: string): Failure {
  return {
    code: 'format-not-named',
    message: `There is no format ${JSON.stringify(name)}.`,
    tip: `The formats are ${formats.map((format) => format.name).join(', ')}.`,
    suggestions: formats.map((format) => format.name),
  };
}
