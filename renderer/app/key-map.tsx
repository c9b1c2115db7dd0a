// All keys of the window, shown by `?`.
import { useTranslation } from 'react-i18next';
import { commands } from './commands.ts';
import { Dialog } from './dialog.tsx';
import { keyText } from './key-text.ts';
import { useKeyMapStore } from './palette-control.ts';
import './key-map.css';

const groups = ['look', 'screen', 'case', 'window'] as const;

/** The key map. */
export function KeyMap() {
  const { t } = useTranslation();
  const { isOpen, closed } = useKeyMapStore();
  return (
    <Dialog isOpen={isOpen} onClose={closed} title={t('keyMap.title')} size="xl">
      <div className="key-map">
        {groups.map((group) => (
          <section key={group}>
            <h3>{t(`commandGroup.${group}`)}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group && command.keys.length > 0)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{t(`command.${command.id}`)}</dt>
                    <dd>
                      {command.keys.map((keys) => (
                        <kbd key={keys}>{keyText(keys)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{t('keyMap.inViews')}</h3>
          <dl>
            {(['rows', 'open', 'menu'] as const).map((id) => (
              <div key={id}>
                <dt>{t(`keyMap.${id}`)}</dt>
                <dd>
                  {t(`keyMap.${id}Keys`)
                    .split(' ')
                    .map((keys) => (
                      <kbd key={keys}>{keyText(keys)}</kbd>
                    ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
