// What every command of the command line can be told.
import type { OutputFormat } from './output.ts';

/** Options every command has. */
export type CommonOptions = {
  readonly format: OutputFormat;
  readonly zone: string;
  readonly isQuiet: boolean;
  readonly hasProgress: boolean;
  readonly hasColor: boolean;
  /** Format of the capture, where the user overrules the detection. */
  readonly captureFormat: string | undefined;
};
