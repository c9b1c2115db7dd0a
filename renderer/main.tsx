// Entry of the page: style sheets in their order, then the window.
import './app/nonce.ts';
import '@mantine/core/styles.css';
import '@mantine/spotlight/styles.css';
import 'dockview-react/dist/styles/dockview.css';
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './theme/tokens.css';
import './theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { assert } from '../shared/base/assert.ts';
import { App } from './app/app.tsx';
import { startFromShell } from './stores/shell-store.ts';
import { watchStores } from './stores/watch-stores.ts';

const root = document.getElementById('root');
assert(root !== null, 'index.html has no root');
watchStores();
void startFromShell();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
