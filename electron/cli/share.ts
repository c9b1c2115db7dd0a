// `saltrace share`: writes a redacted share of a case, or says what it would hold.
import { faultSentence } from '../../shared/filter/filter-fault.ts';
import { timeRange } from '../../shared/filter/time-ranges.ts';
import type { Span } from '../../shared/questions/questions.ts';
import {
  type CarriedCount,
  type CarriedThing,
  carriedThings,
  type SharedRule,
  type ShareScope,
} from '../../shared/questions/share.ts';
import { chosenRules, keepableRules, type RedactionChoices } from '../../shared/salt/redaction.ts';
import { captureEnds } from '../queries/capture-ends.ts';
import { type ShareOptions, writeShare } from '../share/write-share.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note, printOne, sayFailure } from './output.ts';
import { shareLine } from './progress-line.ts';
import { type Ask, refused, runOnCase } from './run-on-case.ts';
import { carriedShape, labelShape, sharedRuleShape } from './shapes.ts';
import { alignTable } from './table.ts';
import { stampPrinter, zoneName } from './zone.ts';

/** What the command is told. */
export type ShareCommand = {
  readonly out?: string;
  readonly span?: string;
  readonly include?: RedactionChoices['keep'];
  readonly redact?: RedactionChoices['hide'];
  readonly without?: readonly CarriedThing[];
  readonly dryRun?: boolean;
};

/** Reads a list of rules, separated by commas; a name that is none is said with those there are. */
export function readRules<R extends string>(text: string, rules: readonly R[]): readonly R[] | string {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !(rules as readonly string[]).includes(name));
  if (wrong !== undefined) return `${JSON.stringify(wrong)} is none of ${rules.join(', ')}.`;
  return rules.filter((rule) => names.includes(rule));
}

/** Names that `--include` takes. */
export const includeNames = keepableRules;
/** Names that `--redact` takes. */
export const redactNames = chosenRules;

/** Names that `--without` takes. */
export const withoutNames = carriedThings;

/** Runs the command; gives the exit status. Ctrl-C stops it and leaves no file. */
export function runShare(path: string, filter: string, command: ShareCommand, options: CommonOptions): Promise<number> {
  if (command.out === undefined && command.dryRun !== true) {
    note(
      'saltrace: Where the share is to be written was not said. Give -o FILE.saltrace, or --dry-run to see what it would hold.',
    );
    return Promise.resolve(exitStatus.wrongUse);
  }
  return runOnCase([path], options, async (ask, caseFile) => {
    const span = readSpan(command.span, caseFile, options);
    if (typeof span === 'string') {
      note(`saltrace: --span ${command.span}: ${span}.`);
      return exitStatus.wrongUse;
    }
    const choices = { keep: command.include ?? [], hide: command.redact ?? [] };
    const selection = span === undefined ? { filter } : { filter, span };
    const without = command.without ?? [];
    if (command.dryRun === true || command.out === undefined)
      return preview(ask, { ...selection, choices, without }, options);
    return write(caseFile, { path: command.out, selection, choices, without }, options);
  });
}

async function preview(
  ask: Ask,
  body: Parameters<typeof ask<'share.preview'>>[1],
  options: CommonOptions,
): Promise<number> {
  const answer = await ask('share.preview', body);
  if (!answer.ok) return refused(answer);
  const { scope, rules, unfollowed, sources, carried, rejected, bytes, isComplete, looked } = answer.value;
  const when = stampPrinter(options.zone);
  const shape = {
    scope: scope.kind,
    events: scope.selected + scope.added,
    selected: scope.selected,
    added: scope.added,
    of: scope.of,
    sources,
    about_bytes: bytes,
    carried: carried.map(carriedShape),
    rejected,
    rules: rules.map(sharedRuleShape),
    unfollowed,
    complete: isComplete,
    looked,
  };
  printOne(shape, options.format, () =>
    [
      `Would share ${scopeText(scope)}, from ${when(answer.value.first)} to ${when(answer.value.last)} ${options.zone}, about ${bytes} bytes.`,
      besideText(carried),
      ...(isComplete ? [] : [`The first ${looked} events were looked at; writing looks at all.`]),
      '',
      rulesTable(rules, options.hasColor),
    ].join('\n'),
  );
  return exitStatus.done;
}

async function write(
  caseFile: CaseFile,
  asked: Pick<ShareOptions, 'path' | 'selection' | 'choices' | 'without'>,
  options: CommonOptions,
): Promise<number> {
  const progress = shareLine(options.hasProgress);
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once('SIGINT', stop);
  const zone = zoneName(options.zone);
  const isCancelled = () => isStopped;
  const written = await writeShare(caseFile, {
    ...asked,
    zone,
    isCancelled,
    onProgress: progress.show,
  });
  process.removeListener('SIGINT', stop);
  progress.clear();
  if (!written.ok) {
    if (written.failure.code !== 'share-cancelled') return refused(written);
    sayFailure(written.failure);
    return exitStatus.stopped;
  }
  const { label, bytes, rules, unfollowed, carried, searched } = written.value;
  const shape = {
    share: asked.path,
    bytes,
    ...labelShape(label),
    carried: carried.map(carriedShape),
    rules: rules.map(sharedRuleShape),
    unfollowed,
    searched,
  };
  printOne(shape, options.format, () =>
    [
      `Shared ${scopeText(label.scope)} in ${bytes} bytes.`,
      besideText(carried),
      `Searched ${searched.bytes} bytes for ${searched.values} hidden values: none is there.`,
      '',
      rulesTable(rules, options.hasColor),
    ].join('\n'),
  );
  if (!options.isQuiet) note(`share ${asked.path}`);
  return exitStatus.done;
}

function scopeText({ selected, added, of }: ShareScope): string {
  const more = added === 0 ? '' : ` and ${added} that belong to their jobs or show who was there`;
  return `${selected} of ${of} events${more}`;
}

const thingNames = { view: 'the view', queries: 'saved queries', notes: 'bookmarks and notes', views: 'named views' };

/** What stands beside the events: `saved queries 2, bookmarks and notes 3 (1 stays behind)`. */
function besideText(carried: readonly CarriedCount[]): string {
  if (carried.length === 0) return 'Beside the events nothing goes along.';
  const parts = carried.map(({ thing, isOn, count, left }) => {
    const name = thing === 'view' ? thingNames.view : `${thingNames[thing]} ${count}`;
    if (!isOn) return `${name} (left out)`;
    return left === 0 ? name : `${name} (${left} ${left === 1 ? 'stays' : 'stay'} behind)`;
  });
  return `Beside the events: ${parts.join(', ')}.`;
}

function placeText({ event, place }: SharedRule['places'][number]): string {
  return event === 0 ? `beside the events, ${place}` : `event ${event}, ${place}`;
}

function rulesTable(rules: readonly SharedRule[], hasColor: boolean): string {
  const first = ({ places: [place] }: SharedRule) =>
    place === undefined ? '' : `${placeText(place)}, ${place.length} characters`;
  return alignTable(
    rules,
    [
      { title: 'rule', text: ({ rule }) => rule },
      { title: 'hidden', text: ({ isOn, group }) => (isOn ? (group === 'always' ? 'always' : 'yes') : 'no') },
      { title: 'values', text: ({ values }) => (values === null ? '-' : String(values)), isNumber: true },
      { title: 'events', text: ({ events }) => (events === null ? '-' : String(events)), isNumber: true },
      { title: 'first at', text: first },
    ],
    hasColor,
  );
}

/** `FROM..TO` as times in a filter are written; one end may be left out. Words that say what was expected when it is none. */
function readSpan(text: string | undefined, caseFile: CaseFile, options: CommonOptions): Span | undefined | string {
  if (text === undefined) return undefined;
  const { first, last } = captureEnds(caseFile);
  const range = timeRange(':', text, { zone: zoneName(options.zone), captureFirst: first, captureLast: last });
  if ('fault' in range) return faultSentence(range.fault);
  const from = Math.max(range[0], first ?? 0);
  const to = Math.min(range[1], last ?? 0);
  return from > to ? 'no event is in it' : { from, to: to + 1 };
}
