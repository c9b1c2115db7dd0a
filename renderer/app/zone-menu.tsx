// The zone in which times are shown, always in sight; UTC, the system's own, or any by name.
import { Popover, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsStore } from '../stores/settings-store.ts';
import './settings-popover.css';
import { isZone, localZone, useZoneStore } from '../stores/zone-store.ts';

const zoneNames: readonly string[] = Intl.supportedValuesOf('timeZone');

/** The zone button and its popover. */
export function ZoneMenu() {
  const { t } = useTranslation();
  const { choice, zone } = useZoneStore();
  const changed = useSettingsStore((s) => s.settingChanged);
  const isNamed = choice !== 'UTC' && choice !== 'local';
  const [typed, setTyped] = useState(isNamed ? choice : '');
  const kind = isNamed ? 'named' : choice;
  const isWrong = typed !== '' && !isZone(typed);
  const near =
    typed === '' ? [] : zoneNames.filter((name) => name.toLowerCase().includes(typed.toLowerCase())).slice(0, 6);
  const name = (wanted: string) => {
    setTyped(wanted);
    if (wanted.includes('/') && isZone(wanted)) changed({ zone: wanted });
  };
  return (
    <Popover position="bottom-end" shadow="md" width={280} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="btn quiet" aria-label={t('zone.label', { zone })}>
          {zone}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('zone.title')}>
        <p className="caption">{t('zone.title')}</p>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('zone.title')}
          value={kind}
          onChange={(wanted) =>
            changed({ zone: wanted === 'named' ? (isZone(typed) && typed !== '' ? typed : localZone()) : wanted })
          }
          data={[
            { value: 'UTC', label: 'UTC' },
            { value: 'local', label: t('zone.local') },
            { value: 'named', label: t('zone.named') },
          ]}
        />
        <TextInput
          size="xs"
          mt={8}
          label={t('zone.name')}
          placeholder="Europe/Berlin"
          value={typed}
          error={isWrong && near.length === 0 ? t('zone.wrong') : undefined}
          onChange={(change) => name(change.currentTarget.value)}
        />
        {near.length === 0 || isZone(typed) ? null : (
          <ul className="zone-near">
            {near.map((one) => (
              <li key={one}>
                <button type="button" className="link" onClick={() => name(one)}>
                  {one}
                </button>
              </li>
            ))}
          </ul>
        )}
        <p className="muted zone-note">{t('zone.note')}</p>
      </Popover.Dropdown>
    </Popover>
  );
}
