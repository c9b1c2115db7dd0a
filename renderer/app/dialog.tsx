// A dialog with its title and its cross; the head is no page banner, as a <header> would be.
import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './dialog.css';

type Props = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly size?: 'md' | 'xl';
  readonly children: ReactNode;
  onClose(): void;
};

/** A centred dialog; Escape and a click beside it close it. */
export function Dialog({ isOpen, title, size = 'md', children, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={isOpen} onClose={onClose} size={size} centered>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content>
        <Modal.Body>
          <div className="dialog-head">
            <Modal.Title>{title}</Modal.Title>
            <Modal.CloseButton aria-label={t('act.close')} />
          </div>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
