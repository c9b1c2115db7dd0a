// The name of the open case, with what can be done with the whole of it.
import { Menu } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../stores/case-store.ts';
import { useShareStore } from '../stores/share-store.ts';
import { copyText, showFile, useShellStore } from '../stores/shell-store.ts';

/** The case's menu. */
export function CaseMenu() {
  const { t } = useTranslation();
  const info = useCaseStore((s) => s.info);
  const close = useCaseStore((s) => s.closeCase);
  const { pickCaptures, pickCase, saveCaseAs } = useShellStore();
  const shareWanted = useShareStore((s) => s.shareWanted);
  if (info === null) return null;
  return (
    <Menu position="bottom-start" shadow="md" returnFocus>
      <Menu.Target>
        <button type="button" className="btn quiet header-case" title={info.path}>
          <span className="clip">{info.name}</span>
          <ChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void pickCaptures()}>{t('command.addCaptures')}</Menu.Item>
        <Menu.Item onClick={() => void pickCaptures('folder')}>{t('command.addFolder')}</Menu.Item>
        <Menu.Item onClick={() => void pickCase()}>{t('command.openCase')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void saveCaseAs()}>{t('command.saveCaseAs')}</Menu.Item>
        <Menu.Item onClick={shareWanted}>{t('command.shareCase')}</Menu.Item>
        <Menu.Item onClick={() => showFile(info.path)}>{t('command.showCase')}</Menu.Item>
        <Menu.Item onClick={() => copyText(info.path)}>{t('command.copyCasePath')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void close()}>{t('command.closeCase')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
