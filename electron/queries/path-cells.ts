// What stands at the end of paths into the data of one event, as a table shows it.
import { somePathValue } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import type { Json } from '../../shared/salt/json.ts';
import { isSecretKey, secretCover } from '../../shared/salt/secret.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Characters of a cell; the inspector shows the rest. */
const longestCell = 200;

/** The cells of an event, one a path; `null` where the path leads nowhere. Values of secret keys are covered. */
export function pathCells(
  caseFile: CaseFile,
  paths: readonly (readonly PathStep[])[],
): (id: number) => (string | null)[] {
  return (id) => {
    const { data } = caseFile.event(id);
    return paths.map((path) => cellOf(data, path));
  };
}

function cellOf(data: Json, path: readonly PathStep[]): string | null {
  const texts: string[] = [];
  somePathValue(data, path, (value) => {
    // A list gives itself and then its elements: it is shown as a whole.
    const text = typeof value === 'string' ? value : JSON.stringify(value, covered);
    texts.push(text);
    return Array.isArray(value) || texts.length === 20;
  });
  if (texts.length === 0) return null;
  const isSecret = path.some((step) => step !== 'any' && isSecretKey(step.key));
  const text = isSecret ? secretCover : texts.join(', ');
  return text.length <= longestCell ? text : `${text.slice(0, longestCell).toWellFormed()}…`;
}

function covered(key: string, value: Json): Json {
  return isSecretKey(key) ? secretCover : value;
}
