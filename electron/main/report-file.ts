// Saves a report where a dialog says: text as it is, PDF by printing its HTML in a hidden page that runs nothing and reaches nothing.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, dialog, session } from 'electron';
import type { ReportForm } from '../../shared/bridge/shell.ts';

const filters: { readonly [F in ReportForm]: { readonly name: string; readonly extensions: string[] } } = {
  markdown: { name: 'Markdown', extensions: ['md'] },
  html: { name: 'HTML', extensions: ['html'] },
  pdf: { name: 'PDF', extensions: ['pdf'] },
};

/** Asks where, and writes. `text` is Markdown, or HTML for the other two. Gives the path, `null` when the user cancels. */
export async function saveReport(
  window: BrowserWindow,
  suggestedName: string,
  form: ReportForm,
  text: string,
): Promise<string | null> {
  const picked = await dialog.showSaveDialog(window, {
    // Only the name: where to put it is the dialog's to say.
    defaultPath: path.basename(suggestedName),
    filters: [filters[form]],
  });
  if (picked.canceled || picked.filePath === '') return null;
  await writeFile(picked.filePath, form === 'pdf' ? await printed(text) : text);
  return picked.filePath;
}

/** A tagged PDF of an HTML text. */
async function printed(html: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'saltrace-report-'));
  const file = path.join(folder, 'report.html');
  const address = pathToFileURL(file).href;
  // In memory, and of its own: nothing of the window's session is there, and nothing but this one file is loaded.
  const own = session.fromPartition(`report-${folder}`);
  own.webRequest.onBeforeRequest((request, answer) => answer({ cancel: request.url !== address }));
  own.setPermissionRequestHandler((_page, _permission, answer) => answer(false));
  const page = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  page.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  try {
    await writeFile(file, html);
    await page.loadURL(address);
    return await page.webContents.printToPDF({
      pageSize: 'A4',
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      margins: { top: 0.6, bottom: 0.6, left: 0.6, right: 0.6 },
    });
  } finally {
    page.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}
