// What can be asked: the views with their columns, the functions; a click puts a name into the statement.
import { useTranslation } from 'react-i18next';
import { sqlFunctions, sqlViews } from '../../../shared/questions/sql-views.ts';
import { sqlDoc } from '../../i18n/sql-docs.ts';

type Props = { readonly onName: (name: string) => void };

/** The list. */
export function SchemaBrowser({ onName }: Props) {
  const { t, i18n } = useTranslation();
  const told = (doc: string) => sqlDoc(doc, i18n.language);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="sql-schema" aria-label={t('sql.schema')} tabIndex={0}>
      <h2 className="sql-schema-title">{t('sql.views')}</h2>
      {sqlViews.map(({ name, doc, columns }) => (
        <details key={name} className="sql-view">
          <summary title={told(doc)}>
            <span className="mono strong">{name}</span>
            <span className="sql-view-doc">{told(doc)}</span>
          </summary>
          <ul>
            {columns.map((column) => (
              <li key={column.name}>
                <button type="button" className="sql-name" title={t('sql.insert')} onClick={() => onName(column.name)}>
                  <span className="mono">{column.name}</span>
                  <span className="sql-type">{column.type.toLowerCase()}</span>
                  <span className="sql-doc">{told(column.doc)}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      ))}
      <h2 className="sql-schema-title">{t('sql.functions')}</h2>
      <ul>
        {sqlFunctions.map(({ name, usage, doc }) => (
          <li key={name}>
            <button type="button" className="sql-name" title={t('sql.insert')} onClick={() => onName(`${name}(`)}>
              <span className="mono">{usage}</span>
              <span className="sql-doc">{told(doc)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
