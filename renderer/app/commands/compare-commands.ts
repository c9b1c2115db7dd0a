// Commands that set minions, runs and states beside each other.
import { useDifferStore } from '../../stores/differ-store.ts';
import { useMatrixStore } from '../../stores/matrix-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { type Command, isOpen, layout } from './command.ts';

/** The job that is selected, or whose page is in front. */
function chosenJob(): string | null {
  const { selected } = useSelectionStore.getState();
  if (selected?.what === 'job') return selected.jid;
  return layout().screen === 'job' ? layout().jobPage : null;
}

function jobCommand(id: Command['id'], key: string, run: (jid: string) => void): Command {
  return {
    id,
    keys: [key],
    group: 'look',
    canRun: () => chosenJob() !== null,
    run: () => {
      const jid = chosenJob();
      if (jid !== null) run(jid);
    },
  };
}

/** The screens, and what they show of the chosen job. */
export const compareCommands: readonly Command[] = [
  { id: 'showStates', keys: [], group: 'screen', canRun: isOpen, run: () => layout().screenWanted('states') },
  { id: 'showDiffer', keys: [], group: 'screen', canRun: isOpen, run: () => layout().screenWanted('differ') },
  { id: 'showCompare', keys: [], group: 'screen', canRun: isOpen, run: () => layout().screenWanted('compare') },
  jobCommand('differSelected', 'Shift+D', (jid) => useDifferStore.getState().differWanted({ jid })),
  jobCommand('statesSelected', 'Shift+S', (jid) => useMatrixStore.getState().matrixWanted([jid])),
];
