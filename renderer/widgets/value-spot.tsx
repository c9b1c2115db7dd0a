// Clickable values for tables with hundreds of them: plain buttons that share one menu, where a menu each would be too slow.
import './value-spot.css';
import { Menu } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { type FieldValue, type ValueAction, ValueActionsContext } from './value.tsx';

/** Opens the menu of a value at an element. */
export type OpenValue = (field: string, value: FieldValue, anchor: HTMLElement) => void;

const OpenValueContext = createContext<OpenValue>(() => undefined);

type Opened = {
  readonly title: string;
  readonly actions: readonly ValueAction[];
  readonly left: number;
  readonly top: number;
  readonly anchor: HTMLElement;
};

type HostProps = { readonly children: (openValue: OpenValue) => ReactNode };

/** Holds the one menu for all {@link ValueSpot}s inside; gives `openValue` for keys. */
export function ValueSpotHost({ children }: HostProps) {
  const actionsFor = useContext(ValueActionsContext);
  const [opened, setOpened] = useState<Opened | null>(null);
  const openValue = useCallback<OpenValue>(
    (field, value, anchor) => {
      const { left, bottom } = anchor.getBoundingClientRect();
      setOpened({ title: `${field}: ${value}`, actions: actionsFor(field, value), left, top: bottom, anchor });
    },
    [actionsFor],
  );
  const close = () => {
    setOpened(null);
    // The spot itself may have been scrolled away; the grid around it has not.
    opened?.anchor.closest<HTMLElement>('[role="grid"], button')?.focus({ preventScroll: true });
  };
  return (
    <OpenValueContext value={openValue}>
      {children(openValue)}
      <Menu opened={opened !== null} onClose={close} position="bottom-start" withinPortal shadow="md" trapFocus>
        <Menu.Target>
          <span
            aria-hidden="true"
            style={{
              position: 'fixed',
              left: opened?.left ?? 0,
              top: opened?.top ?? 0,
              width: 1,
              height: 1,
              pointerEvents: 'none',
            }}
          />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className="mono value-title">
            {opened === null || opened.title.length <= 60 ? opened?.title : `${opened.title.slice(0, 60)}…`}
          </Menu.Label>
          {opened?.actions.map((action) => [
            action.isFirstOfGroup === true ? <Menu.Divider key={`${action.id}-line`} /> : null,
            <Menu.Item key={action.id} leftSection={action.icon} onClick={action.run}>
              {action.label}
            </Menu.Item>,
          ])}
        </Menu.Dropdown>
      </Menu>
    </OpenValueContext>
  );
}

type SpotProps = {
  readonly field: string;
  readonly value: FieldValue;
  readonly children?: ReactNode;
  readonly className?: string;
};

/**
 * One clickable value. Not a tab stop of its own: in a grid the keyboard gets there by cell. The click also reaches the
 * row behind it, so that the row is selected whose value was meant.
 */
export function ValueSpot({ field, value, children, className }: SpotProps) {
  const openValue = useContext(OpenValueContext);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={`value spot ${className ?? ''}`}
      title={String(value)}
      onClick={(press) => {
        if (press.shiftKey || press.ctrlKey || press.metaKey) return;
        openValue(field, value, press.currentTarget);
      }}
    >
      {children ?? String(value)}
    </button>
  );
}
