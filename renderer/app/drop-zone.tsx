// Files may be dropped anywhere on the window.
import { FileDown } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { droppedPaths, useShellStore } from '../stores/shell-store.ts';
import './drop-zone.css';

function holdsFiles(drag: DragEvent): boolean {
  return drag.dataTransfer.types.includes('Files');
}

/** The whole window as a drop target. Tabs of the dock, which are dragged too, are left alone. */
export function DropZone({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [isOver, setIsOver] = useState(false);
  const depth = useRef(0);
  const over = (drag: DragEvent) => {
    if (!holdsFiles(drag)) return;
    drag.preventDefault();
    drag.dataTransfer.dropEffect = 'copy';
  };
  const enter = (drag: DragEvent) => {
    if (!holdsFiles(drag)) return;
    depth.current += 1;
    setIsOver(true);
  };
  const leave = (drag: DragEvent) => {
    if (!holdsFiles(drag)) return;
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setIsOver(false);
  };
  const drop = (drag: DragEvent) => {
    if (!holdsFiles(drag)) return;
    drag.preventDefault();
    depth.current = 0;
    setIsOver(false);
    void useShellStore.getState().filesOffered(droppedPaths([...drag.dataTransfer.files]));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has its keyboard equal in the command "Open captures".
    <div className="drop-zone" onDragOver={over} onDragEnter={enter} onDragLeave={leave} onDrop={drop}>
      {children}
      {isOver ? (
        <div className="drop-veil">
          <FileDown size={28} aria-hidden />
          <p>{t('drop.here')}</p>
        </div>
      ) : null}
    </div>
  );
}
