// What a person chooses for the whole program: theme, language, text size. Each takes effect at once.
import { Popover, SegmentedControl, Slider } from '@mantine/core';
import { Settings as SettingsIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Settings, useSettingsStore } from '../stores/settings-store.ts';
import './settings-popover.css';

/** The settings button and its popover. */
export function SettingsPopover() {
  const { t } = useTranslation();
  return (
    <Popover position="bottom-end" shadow="md" width={320} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="btn quiet icon" aria-label={t('settings.label')} title={t('settings.label')}>
          <SettingsIcon size={16} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('settings.label')}>
        <SettingsForm />
      </Popover.Dropdown>
    </Popover>
  );
}

function SettingsForm() {
  const { t } = useTranslation();
  const { settings, settingChanged } = useSettingsStore();
  return (
    <div className="settings">
      <p className="caption">{t('settings.theme')}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('settings.theme')}
        value={settings.theme}
        // The values are those of `data` below.
        onChange={(theme) => settingChanged({ theme: theme as Settings['theme'] })}
        data={[
          { value: 'system', label: t('settings.system') },
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
          { value: 'contrast', label: t('settings.contrast') },
        ]}
      />
      <p className="caption">{t('settings.language')}</p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('settings.language')}
        value={settings.language}
        onChange={(language) => settingChanged({ language: language as Settings['language'] })}
        data={[
          { value: 'system', label: t('settings.system') },
          { value: 'en', label: 'English' },
          { value: 'zh-Hans', label: '简体中文' },
        ]}
      />
      <p className="caption">{t('settings.textScale')}</p>
      <Slider
        size="sm"
        min={0.8}
        max={1.6}
        step={0.1}
        thumbLabel={t('settings.textScale')}
        label={(value) => `${Math.round(value * 100)}%`}
        value={settings.textScale}
        onChange={(textScale) => settingChanged({ textScale: Math.round(textScale * 10) / 10 })}
        marks={[{ value: 1, label: '100%' }]}
      />
      <label className="settings-check">
        <input
          type="checkbox"
          checked={settings.reopensLast}
          onChange={() => settingChanged({ reopensLast: !settings.reopensLast })}
        />
        {t('settings.reopensLast')}
      </label>
    </div>
  );
}
