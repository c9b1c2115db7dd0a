// Covers secrets in a text of a report, which leaves the program: those under secret keys as the views do, and those inside plain text.
import { coverSecrets, secretCover } from '../../../shared/salt/secret.ts';
import { findTextSecrets } from '../../redact/text-secrets.ts';

/** The text with its secrets covered. */
export function covered(text: string): string {
  const keysCovered = coverSecrets(text);
  let shown = '';
  let done = 0;
  for (const { from, to } of findTextSecrets(keysCovered)) {
    shown += `${keysCovered.slice(done, from)}${secretCover}`;
    done = to;
  }
  return shown + keysCovered.slice(done);
}
