// A field for a path into the data, with the paths that the capture has.
import { Plus } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { readFacetPath } from './facet-terms.ts';

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly wrong: string;
  readonly onPath: (path: string) => void;
};

const mostOffered = 200;

/** The field; what is no path stays typed and is said to be none. */
export function PathField({ label, hint, button, wrong, onPath }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const list = useId();
  const { answer } = useAnswer('filter.values', isAsking ? { field: 'data', text: '', limit: mostOffered } : null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const path = readFacetPath(typed);
    setWrong(path === undefined);
    if (path === undefined) return;
    onPath(path);
    setTyped('');
  };
  return (
    <form className="fc-add" onSubmit={add}>
      <input
        className="fc-input mono"
        aria-label={label}
        aria-invalid={isWrong}
        placeholder={hint}
        list={list}
        value={typed}
        onFocus={() => setAsking(true)}
        onChange={(event) => setTyped(event.target.value)}
      />
      <datalist id={list}>
        {(answer?.values ?? []).map(({ value, count }) => (
          <option key={value} value={value}>
            {t('paths.seen', { count, number: count })}
          </option>
        ))}
      </datalist>
      <button type="submit" className="btn quiet icon" aria-label={button} disabled={typed.trim() === ''}>
        <Plus size={14} />
      </button>
      {isWrong ? (
        <p className="fc-note" role="alert">
          {wrong}
        </p>
      ) : null}
    </form>
  );
}
