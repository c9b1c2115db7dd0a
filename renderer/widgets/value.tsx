// A value that can be clicked anywhere (a minion, a jid, a fun, a key): one small menu with what can be done with it.
import { Menu } from '@mantine/core';
import { createContext, type ReactNode, useContext } from 'react';

/** One thing that can be done with a value. */
export type ValueAction = {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Starts a new group of the menu. */
  readonly isFirstOfGroup?: boolean;
  run(): void;
};

/** A value as the filter language compares it. */
export type FieldValue = string | number | boolean | null;

/** Says what can be done with a value of a field (`minion`, `jid`, `data.return.retcode`…). */
export type ValueActions = (field: string, value: FieldValue) => readonly ValueAction[];

/** The frame puts the window's actions here; widgets know none themselves. */
export const ValueActionsContext = createContext<ValueActions>(() => []);

type Props = {
  /** Filter field the value belongs to. */
  readonly field: string;
  readonly value: FieldValue;
  /** What is shown; the value itself when absent. */
  readonly children?: ReactNode;
  readonly className?: string;
  /** Words for the menu button where the shown content says too little. */
  readonly label?: string;
};

/** A clickable value. Keyboard: Enter or Space opens the menu. A click does not reach the row behind it. */
export function Value({ field, value, children, className, label }: Props) {
  const actionsFor = useContext(ValueActionsContext);
  return (
    <Menu position="bottom-start" withinPortal shadow="md" returnFocus>
      <Menu.Target>
        <button
          type="button"
          className={`value ${className ?? ''}`}
          aria-label={label}
          title={String(value)}
          onClick={(press) => press.stopPropagation()}
          onDoubleClick={(press) => press.stopPropagation()}
          onKeyDown={(press) => press.stopPropagation()}
        >
          {children ?? String(value)}
        </button>
      </Menu.Target>
      <ValueMenu actions={() => actionsFor(field, value)} title={`${field}: ${value}`} />
    </Menu>
  );
}

function ValueMenu({ actions, title }: { readonly actions: () => readonly ValueAction[]; readonly title: string }) {
  return (
    <Menu.Dropdown onClick={(press) => press.stopPropagation()} onKeyDown={(press) => press.stopPropagation()}>
      <Menu.Label className="mono value-title">{title.length > 60 ? `${title.slice(0, 60)}…` : title}</Menu.Label>
      <ValueItems actions={actions} />
    </Menu.Dropdown>
  );
}

function ValueItems({ actions }: { readonly actions: () => readonly ValueAction[] }) {
  return actions().map((action) => [
    action.isFirstOfGroup === true ? <Menu.Divider key={`${action.id}-line`} /> : null,
    <Menu.Item key={action.id} leftSection={action.icon} onClick={action.run}>
      {action.label}
    </Menu.Item>,
  ]);
}
