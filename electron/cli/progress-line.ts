// One line of progress on a terminal's standard error, rewritten in place.
import type { ImportProgress } from '../../shared/questions/import-progress.ts';
import type { ShareProgress } from '../../shared/questions/share.ts';

/** Shows and clears the progress line; does nothing where there is no terminal or it is not wanted. */
export function progressLine(isWanted: boolean): { show: (progress: ImportProgress) => void; clear: () => void } {
  let isShown = false;
  return {
    show: (progress) => {
      if (!isWanted) return;
      isShown = true;
      const share = progress.bytesTotal ? ` ${Math.floor((100 * progress.bytesRead) / progress.bytesTotal)} %` : '';
      const left = progress.leftS === null ? '' : `, ${Math.ceil(progress.leftS)} s left`;
      const stage =
        progress.stage === 'deriving'
          ? 'working out jobs'
          : `${progress.events} events, ${Math.round(progress.eventsPerSecond)}/s`;
      process.stderr.write(`\r\u001b[K${progress.name}${share}: ${stage}${left}`);
    },
    clear: () => {
      if (isShown) process.stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}

const shareStages = {
  looking: 'looking for what to hide',
  writing: 'writing',
  deriving: 'working out jobs',
  searching: 'searching the file',
} as const;

/** The same for a share that is being written. */
export function shareLine(isWanted: boolean): { show: (progress: ShareProgress) => void; clear: () => void } {
  let isShown = false;
  return {
    show: ({ stage, share }) => {
      if (!isWanted) return;
      isShown = true;
      process.stderr.write(`\r\u001b[K${shareStages[stage]} ${Math.floor(100 * share)} %`);
    },
    clear: () => {
      if (isShown) process.stderr.write('\r\u001b[K');
      isShown = false;
    },
  };
}
