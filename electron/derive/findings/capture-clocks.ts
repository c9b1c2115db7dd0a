// The zone of the jids, estimated from published jobs, and how many minions' clocks are known (diagnosis §8).
import type { CaptureClocks } from '../../../shared/questions/finding.ts';
import { jidTime } from '../../../shared/salt/jid.ts';
import { jidZone } from '../../analysis/jid-zone.ts';
import type { CaseFile } from '../../store/case-file.ts';

/** Published jobs looked at, spread over the capture. */
const sampled = 500;

/** What the clocks tell. */
export function readClocks(caseFile: CaseFile): CaptureClocks {
  const { columns } = caseFile;
  const count = caseFile.rows<{ n: number }>('SELECT count(*) AS n FROM publish')[0]?.n ?? 0;
  const step = Math.max(1, Math.floor(count / sampled));
  const rows = caseFile.rows<{ event: number }>(
    'SELECT event FROM publish WHERE event % :step = 0 ORDER BY event LIMIT 2000',
    { step },
  );
  const differences = rows.flatMap(({ event }) => {
    const time = jidTime(caseFile.dictionary('jid').text(columns.value('jid', event)));
    return time === undefined ? [] : [(time - columns.value('stamp', event)) / 1e6];
  });
  const minions = caseFile.rows<{ n: number }>('SELECT count(*) AS n FROM minion WHERE skew_s IS NOT NULL')[0]?.n ?? 0;
  return { jidOffsetS: jidZone(differences), jobs: differences.length, minions };
}
