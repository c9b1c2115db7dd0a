// The share that is being made: what was chosen, what it would hold, how far the writing is, what came of it.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { Span } from '../../shared/questions/questions.ts';
import type {
  CarriedThing,
  ShareChoices,
  SharePreview,
  ShareProgress,
  ShareReport,
} from '../../shared/questions/share.ts';
import type { ChosenRule, KeepableRule, RedactionChoices, RedactionRule } from '../../shared/salt/redaction.ts';
import { askNewest, listen, order, shell } from '../bridge/engine.ts';
import { useCaseStore } from './case-store.ts';
import { useFilterStore } from './filter-store.ts';
import { useSpanStore } from './span-store.ts';
import { useZoneStore } from './zone-store.ts';

type ShareStore = {
  readonly isOpen: boolean;
  /** True to share only what the filter selects, only the visible time. */
  readonly byFilter: boolean;
  readonly bySpan: boolean;
  readonly choices: RedactionChoices;
  /** What is left out of what stands beside the events. */
  readonly without: readonly CarriedThing[];
  /** The newest preview; shown on while the next is being made. */
  readonly preview: SharePreview | null;
  readonly isLooking: boolean;
  readonly progress: ShareProgress | null;
  readonly isWriting: boolean;
  readonly isCancelling: boolean;
  readonly report: ShareReport | null;
  readonly failure: Failure | null;
  shareWanted(): void;
  shareClosed(): void;
  scopeChosen(scope: { readonly byFilter?: boolean; readonly bySpan?: boolean }): void;
  /** Turns a rule on or off; those that are always on stay. */
  ruleToggled(rule: RedactionRule): void;
  thingToggled(thing: CarriedThing): void;
  write(): Promise<void>;
  cancelWriting(): Promise<void>;
};

const nothing: readonly CarriedThing[] = [];

const fresh = {
  byFilter: false,
  bySpan: false,
  choices: { keep: [], hide: [] } as RedactionChoices,
  without: nothing,
  preview: null,
  isLooking: false,
  progress: null,
  isWriting: false,
  isCancelling: false,
  report: null,
  failure: null,
} as const;

/** Owner of the share dialog. */
export const useShareStore = create<ShareStore>()((set, get) => {
  const look = async () => {
    set({ isLooking: true, failure: null });
    const reply = await askNewest('share-preview', 'share.preview', chosen(get()));
    if (!get().isOpen) return;
    if (reply.ok) set({ preview: reply.answer, isLooking: false });
    else if (reply.failure.code !== 'question-cancelled') set({ isLooking: false, failure: reply.failure });
  };
  return {
    isOpen: false,
    ...fresh,
    shareWanted: () => {
      if (get().isOpen || useCaseStore.getState().info === null) return;
      set({ ...fresh, isOpen: true });
      void look();
    },
    shareClosed: () => {
      if (!get().isWriting) set({ isOpen: false });
    },
    scopeChosen: (scope) => {
      set(scope);
      void look();
    },
    ruleToggled: (rule) => {
      const { keep, hide } = get().choices;
      if (isOneOf(rule, hideable)) set({ choices: { keep, hide: toggled(hide, rule) } });
      else if (isOneOf(rule, keepable)) set({ choices: { keep: toggled(keep, rule), hide } });
      void look();
    },
    thingToggled: (thing) => {
      set({ without: toggled(get().without, thing) });
      void look();
    },
    write: async () => {
      const name = useCaseStore.getState().info?.name ?? 'case';
      const path = await shell().pickCasePlace(`${name}-share.saltrace`);
      if (path === null || get().isWriting) return;
      set({ isWriting: true, isCancelling: false, progress: null, failure: null, report: null });
      const { zone } = useZoneStore.getState();
      const reply = await order('share.write', { ...chosen(get()), path, zone });
      set({ isWriting: false, isCancelling: false, progress: null });
      if (reply.ok) set({ report: reply.answer });
      else if (reply.failure.code !== 'share-cancelled') set({ failure: reply.failure });
    },
    cancelWriting: async () => {
      set({ isCancelling: true });
      await order('share.cancel', {});
    },
  };
});

const keepable: readonly KeepableRule[] = ['pillar', 'arguments', 'environment', 'output', 'diff', 'hook'];
const hideable: readonly ChosenRule[] = ['ids', 'addresses', 'users'];

function isOneOf<R extends string>(rule: string, rules: readonly R[]): rule is R {
  return (rules as readonly string[]).includes(rule);
}

function toggled<R>(list: readonly R[], rule: R): readonly R[] {
  return list.includes(rule) ? list.filter((one) => one !== rule) : [...list, rule];
}

type Chosen = ShareChoices & { readonly filter: string; readonly span?: Span };

function chosen({ byFilter, bySpan, choices, without }: ShareStore): Chosen {
  const span = bySpan ? useSpanStore.getState().visible : null;
  const filter = byFilter ? useFilterStore.getState().inForce : '';
  const body = { filter, choices, without };
  return span === null ? body : { ...body, span };
}

/** Starts hearing progress; the result stops it. */
export function watchShare(): () => void {
  return listen('share.progress', (progress) => {
    if (useShareStore.getState().isWriting) useShareStore.setState({ progress });
  });
}
