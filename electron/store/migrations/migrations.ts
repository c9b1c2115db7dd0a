// All steps of the case file's shape, oldest first, and the numbers by which a file says that it is ours.
import { assert } from '../../../shared/base/assert.ts';
import { case0010 } from './0010-case.ts';
import { views0020 } from './0020-views.ts';
import { textSignatures0030 } from './0030-text-signatures.ts';
import { promotedPaths0040 } from './0040-promoted-paths.ts';
import { keep0050 } from './0050-keep.ts';
import { stateBatch0060 } from './0060-state-batch.ts';
import { links0070 } from './0070-links.ts';
import { findings0080 } from './0080-findings.ts';
import { report0100 } from './0100-report.ts';
import type { Migration } from './migration.ts';

/** SQLite's `application_id` of every case: the ASCII letters `STRC`. Registered nowhere; `file(1)` may learn it from here. */
export const applicationId = 0x53_54_52_43;

/** Throws unless the versions rise, in tens. */
export function checkMigrations(list: readonly Migration[]): readonly Migration[] {
  let last = 0;
  for (const { version, title } of list) {
    assert(
      Number.isInteger(version / 10) && version > last,
      `migration ${version} (${title}) does not rise after ${last}`,
    );
    last = version;
  }
  return list;
}

/** Every step, in order. */
export const migrations: readonly Migration[] = checkMigrations([
  case0010,
  views0020,
  textSignatures0030,
  promotedPaths0040,
  keep0050,
  stateBatch0060,
  links0070,
  findings0080,
  report0100,
]);
