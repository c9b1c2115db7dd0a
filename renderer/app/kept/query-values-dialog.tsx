// Asks for the values of a saved query's parameters before it is run.
import { Autocomplete, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ParameterFault, valueFault } from '../../../shared/keep/parameter-value.ts';
import type { QueryParameter, SavedQuery } from '../../../shared/keep/saved-query.ts';
import { askFilterValues } from '../../stores/lookups.ts';
import { useQueriesStore } from '../../stores/queries-store.ts';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';
import { Dialog } from '../dialog.tsx';

/** The dialog; shown while a query asks. */
export function QueryValuesDialog() {
  const asking = useQueriesStore((s) => s.asking);
  const ended = useQueriesStore((s) => s.askingEnded);
  return (
    <Dialog isOpen={asking !== null} onClose={ended} title={plainVisible(asking?.name ?? '')}>
      {asking === null ? null : <ValuesForm key={asking.name} query={asking} />}
    </Dialog>
  );
}

function ValuesForm({ query }: { readonly query: SavedQuery }) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(query.parameters.map((one) => [one.name, one.default ?? one.choices[0] ?? ''])),
  );
  const [faults, setFaults] = useState<readonly ParameterFault[]>([]);
  const run = () => setFaults(useQueriesStore.getState().valuesGiven(values));
  return (
    <form
      className="kept-form"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      {query.description === '' ? null : (
        <p className="muted">
          <VisibleText text={query.description} />
        </p>
      )}
      {query.parameters.map((parameter, n) => (
        <ValueField
          key={parameter.name}
          parameter={parameter}
          value={values[parameter.name] ?? ''}
          isFirst={n === 0}
          isFaulty={faults.some((fault) => fault.parameter === parameter.name)}
          onChange={(value) => setValues({ ...values, [parameter.name]: value })}
        />
      ))}
      <pre className="mono kept-text">
        <VisibleText text={query.text} />
      </pre>
      <p className="kept-buttons">
        <button type="submit" className="btn primary">
          {t('saved.run')}
        </button>
      </p>
    </form>
  );
}

type FieldProps = {
  readonly parameter: QueryParameter;
  readonly value: string;
  readonly isFirst: boolean;
  readonly isFaulty: boolean;
  onChange(value: string): void;
};

function ValueField({ parameter, value, isFirst, isFaulty, onChange }: FieldProps) {
  const { t } = useTranslation();
  const { name, type, description, choices } = parameter;
  const fault = valueFault(parameter, value);
  const shared = {
    label: plainVisible(name),
    description: description !== '' ? plainVisible(description) : type === name ? undefined : t(`saved.type.${type}`),
    error: isFaulty && fault !== null ? t(`saved.expected.${type}`) : undefined,
    ...(isFirst ? { 'data-autofocus': true } : {}),
  };
  if (type === 'choice') {
    return (
      <NativeSelect
        {...shared}
        value={value}
        data={choices.map((choice) => ({ value: choice, label: plainVisible(choice) }))}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  if (type === 'minion' || type === 'jid' || type === 'fun')
    return <OfferedField shared={shared} field={type} value={value} onChange={onChange} />;
  return <TextInput {...shared} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

type OfferedProps = {
  readonly shared: {
    readonly label: string;
    readonly description: string | undefined;
    readonly error: string | undefined;
  };
  readonly field: string;
  readonly value: string;
  onChange(value: string): void;
};

/** Offers the values that the case has. */
function OfferedField({ shared, field, value, onChange }: OfferedProps) {
  const [offered, setOffered] = useState<readonly string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void askFilterValues(field, value === '*' ? '' : value).then((found) => {
      if (isCurrent) setOffered([...new Set(found.map((one) => one.value))].filter((one) => one !== ''));
    });
    return () => {
      isCurrent = false;
    };
  }, [field, value]);
  return (
    <Autocomplete
      {...shared}
      value={value}
      data={[...offered]}
      filter={({ options }) => options}
      maxDropdownHeight={220}
      onChange={onChange}
    />
  );
}
