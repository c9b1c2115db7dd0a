// Makes a path a column, or an ordinary path again: for the window's orders and the command line alike.
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import { printPath, readDataPath } from '../../shared/filter/data-path.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Promoted paths that a case can have: each costs 40 MB of memory at 10 M events. */
const mostPromoted = 20;

/** Writes the wish down; the reading is the background's (`promotePaths`). */
export function promotePath(caseFile: CaseFile, text: string, isWanted: boolean): Outcome<void> {
  const path = readDataPath(text);
  if (path === undefined) {
    return failed({
      code: 'request-malformed',
      message: `${text} is no path into the data, such as data.return.version.`,
    });
  }
  const { writer } = caseFile;
  if (writer === undefined) {
    return failed({
      code: 'database-readonly',
      message: `${caseFile.path} is open read-only.`,
      tip: 'Save it to another place first.',
    });
  }
  const before = caseFile.promoted.list();
  const name = printPath(path);
  if (isWanted && before.length >= mostPromoted && !before.some((each) => each.path === name)) {
    return failed({
      code: 'request-malformed',
      message: `A case can have ${mostPromoted} promoted paths, and this one has them.`,
      tip: 'Make one of them an ordinary path again.',
    });
  }
  return writer.aside(({ promoted }) => (isWanted ? promoted.add(name) : promoted.remove(name)));
}
