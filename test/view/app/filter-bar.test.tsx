// The filter bar: Enter applies, faults are named beside what stays in force, suggestions can be taken.
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FilterBar } from '../../../renderer/app/filter/filter-bar.tsx';
import { chooseLanguage } from '../../../renderer/i18n/i18n.ts';
import { useCaseStore } from '../../../renderer/stores/case-store.ts';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';
import { FailureNote } from '../../../renderer/widgets/failure-note.tsx';
import { prepareWindow, showPart, startWindow } from '../support/window.tsx';

prepareWindow();

async function showBar() {
  startWindow();
  const user = showPart(<FilterBar />);
  await waitFor(() => expect(useCaseStore.getState().info).not.toBeNull());
  return user;
}

test('the bar counts what is selected of all', async () => {
  await showBar();
  await screen.findByText('402 of 402');
  useFilterStore.getState().filterApplied('kind:ret outcome:failed');
  await screen.findByText('3 of 402');
});

test('a fault is named, joined to the field, and the last good filter stays', async () => {
  const user = await showBar();
  useFilterStore.getState().filterApplied('kind:ret');
  useFilterStore.getState().filterApplied('kind:ret outcome:faild');
  const status = screen.getByRole('status');
  await waitFor(() => expect(status.textContent).toContain('position 17: unknown outcome faild'));
  expect(status.textContent).toContain('Until then this stays in force: kind:ret');
  const field = screen.getByRole('textbox', { name: 'Filter' });
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.getAttribute('aria-describedby')).toBe(status.id);
  await user.click(screen.getByRole('button', { name: 'failed' }));
  expect(useFilterStore.getState().inForce).toBe('kind:ret outcome:failed');
  await waitFor(() => expect(field.textContent).toContain('outcome:failed'));
  expect(field.getAttribute('aria-invalid')).toBe('false');
});

test('what was typed can be taken back', async () => {
  const user = await showBar();
  useFilterStore.getState().filterApplied('kind:ret');
  useFilterStore.getState().filterTyped('kind:');
  await user.click(await screen.findByRole('button', { name: 'Take back what was typed' }));
  expect(useFilterStore.getState()).toMatchObject({ typed: 'kind:ret', inForce: 'kind:ret', error: null });
});

test('a fault and a failure speak Chinese where the window does; what the engine says stays readable below', async () => {
  await showBar();
  chooseLanguage('zh-Hans', []);
  useFilterStore.getState().filterApplied('outcome:faild');
  const status = screen.getByRole('status');
  await waitFor(() => expect(status.textContent).toContain('位置 8：outcome 没有 faild 这个值'));
  showPart(<FailureNote failure={{ code: 'file-missing', message: '/x is not there.', tip: 'Look at its name.' }} />);
  const note = screen.getByRole('alert');
  expect(note.textContent).toContain('文件或文件夹不存在。');
  expect(note.textContent).toContain('/x is not there.');
  chooseLanguage('en', []);
  await waitFor(() => expect(note.textContent).toBe('/x is not there.Look at its name.'));
});
