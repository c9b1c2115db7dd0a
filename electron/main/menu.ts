// The application's menu: what systems expect of every program. Saltrace's own commands live in the window (palette and keys).
import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/** Puts the menu in place. `newWindow` opens another, empty window. */
export function setMenu(newWindow: () => void): void {
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      role: 'fileMenu',
      submenu: [
        { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: newWindow },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      role: 'viewMenu',
      submenu: [
        { role: 'togglefullscreen' },
        // Tools for a look inside belong to a checkout; a shipped program has no use for them.
        ...(app.isPackaged ? [] : [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
