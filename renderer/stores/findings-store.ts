// Which finding is looked at, which part of the screen is shown, and the rules there are.
import { create } from 'zustand';
import type { Failure } from '../../shared/base/failure.ts';
import type { Finding, FindingWords, RuleList } from '../../shared/questions/finding.ts';
import { order } from '../bridge/engine.ts';
import { useLayoutStore } from './layout-store.ts';
import { useSelectionStore } from './selection-store.ts';

/** A part of the screen "Findings". */
export type FindingsPart = 'found' | 'rules';

type FindingsStore = {
  readonly part: FindingsPart;
  /** The finding whose detail is shown, by rule and title: numbers change when findings are derived anew. */
  readonly picked: string | null;
  readonly rules: RuleList;
  readonly failure: Failure | null;
  partShown(part: FindingsPart): void;
  findingPicked(finding: Finding): void;
  rulesWanted(): Promise<void>;
  ruleSwitched(id: string, isEnabled: boolean): Promise<void>;
};

/** What tells a finding from the others of a case. */
export function findingKey({ rule, words }: Finding): string {
  return `${rule} ${words.title}`;
}

/** What a finding says in a language; English where the rule speaks no other. */
export function findingWords(finding: Finding, language: string): FindingWords {
  return (language === 'zh-Hans' ? finding.translated['zh-Hans'] : undefined) ?? finding.words;
}

/** Shows what a finding is about: its first event in the inspector, its first job on its page, else its first minion. */
export function openFinding({ events, jids, minions }: Finding): void {
  const { jobOpened, minionOpened, screenWanted } = useLayoutStore.getState();
  const [event] = events;
  const [jid] = jids;
  const [minion] = minions;
  if (event !== undefined) useSelectionStore.getState().eventPicked(event);
  if (jid !== undefined) jobOpened(jid);
  else if (event !== undefined) screenWanted('events');
  else if (minion !== undefined) minionOpened(minion);
}

/** Owner of the screen "Findings". */
export const useFindingsStore = create<FindingsStore>()((set, get) => ({
  part: 'found',
  picked: null,
  rules: { folder: '', entries: [] },
  failure: null,
  partShown: (part) => set({ part }),
  findingPicked: (finding) => set({ picked: findingKey(finding) }),
  rulesWanted: async () => {
    const reply = await order('rules.list', {});
    set(reply.ok ? { rules: reply.answer } : { failure: reply.failure });
  },
  ruleSwitched: async (id, isEnabled) => {
    const reply = await order('rules.switch', { id, isEnabled });
    set({ failure: reply.ok ? null : reply.failure });
    await get().rulesWanted();
  },
}));
