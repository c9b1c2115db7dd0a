// `saltrace differ`: what failing minions have that healthy ones have not.
import type {
  DifferAnswer,
  DifferBody,
  DifferCause,
  Difference,
  FieldValue,
  Share,
} from '../../shared/questions/differ.ts';
import type { CommonOptions } from './common-options.ts';
import { differShape } from './differ-shape.ts';
import { exitStatus, printOne, sayUse } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { alignTable, visible } from './table.ts';

/** Whom to compare: a job, two lists of minions, or a filter. */
export type DifferOptions = {
  readonly jid?: string | undefined;
  readonly failing?: readonly string[] | undefined;
  readonly healthy?: readonly string[] | undefined;
};

/** Runs the command; gives the exit status. */
export function runDiffer(path: string, filter: string, asked: DifferOptions, options: CommonOptions): Promise<number> {
  const body = bodyOf(filter, asked);
  if (body === undefined) {
    return Promise.resolve(
      sayUse('differ needs --jid JID, or --failing A,B with --healthy C,D, or a filter that selects returns.'),
    );
  }
  return runOnCase([path], options, async (ask) => {
    const answer = await ask('differ.find', body);
    if (!answer.ok) return refused(answer);
    printOne(differShape(answer.value), options.format, () => differText(answer.value, options.hasColor));
    return exitStatus.done;
  });
}

function bodyOf(filter: string, { jid, failing, healthy }: DifferOptions): DifferBody | undefined {
  const given = [jid !== undefined, failing !== undefined || healthy !== undefined, filter !== ''];
  if (given.filter((is) => is).length !== 1) return undefined;
  if (jid !== undefined) return { jid };
  if (filter !== '') return { selection: { filter } };
  return failing === undefined || healthy === undefined ? undefined : { failing, healthy };
}

const verdicts = {
  'stands-out': 'This stands out (the counts are certain; that it explains the failure is inferred):',
  'too-few': 'Too few minions to tell it from chance. What separates them perfectly:',
  'nothing-stands-out': 'Nothing stands out.',
} as const;

function differText({ causes, healthy, withGrains, jid }: DifferAnswer, hasColor: boolean): string {
  if (causes.length === 0) {
    return `Nothing failed${jid === null ? '' : ` in job ${visible(jid)}`}: there is nothing to compare.\n`;
  }
  const parts = causes.map((cause) => {
    const heading = `${causeTitle(cause)}\n${cause.failing.length} failing (${some(cause.failing)}) against ${healthy.length} healthy\n`;
    const verdict = healthy.length === 0 ? 'No healthy minion to compare with.' : verdicts[cause.verdict];
    const table =
      cause.differences.length === 0
        ? ''
        : alignTable<Difference>(
            cause.differences,
            [
              { title: 'what', text: (row) => row.fields.map(fieldText).join(' and ') },
              { title: 'failing', text: (row) => shareText(row.failing), isNumber: true },
              { title: 'healthy', text: (row) => shareText(row.healthy), isNumber: true },
              { title: 'score', text: (row) => row.score.toFixed(2), isNumber: true },
              { title: 'by chance', text: (row) => chanceText(row.chance), isNumber: true },
              { title: 'note', text: noteText },
            ],
            hasColor,
          );
    return `${heading}${verdict}\n${table}`;
  });
  const grains =
    withGrains === 0 ? '\nNo grains are in the capture: grains.items before or after would tell more.\n' : '';
  return `${parts.join('\n')}${grains}`;
}

function causeTitle({ kind, root, text }: DifferCause): string {
  if (root !== null)
    return visible(
      `${root.sls ?? ''} ${root.id} (${root.state}) failed: ${firstLine(root.output ?? root.comment)}`.trim(),
    );
  if (kind === 'missing') return 'no return';
  if (kind === 'chosen') return 'the minions named';
  return visible(`failed: ${firstLine(text ?? '')}`);
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 160);
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 8).map(visible).join(', ');
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown;
}

function fieldText({ field, value }: FieldValue): string {
  return `${field} ${value.startsWith('≤') || value.startsWith('>') ? '' : '= '}${value}`;
}

function shareText({ count, of }: Share): string {
  return `${count} of ${of}`;
}

function chanceText(chance: number): string {
  return chance >= 1 ? 'likely' : chance < 0.001 ? '< 0.001' : chance.toFixed(3);
}

function noteText({ mayFollow, also }: Difference): string {
  const others = also.slice(0, 2).map(fieldText).join(', ');
  const same = also.length === 0 ? '' : `same: ${others}${also.length > 2 ? ` and ${also.length - 2} more` : ''}`;
  return [mayFollow ? 'may follow from the failure' : '', same].filter((part) => part !== '').join('; ');
}
