// How the program is bundled into out/: main, engine, reader and parse worker (Node), preload (sandboxed, so CommonJS), renderer (page).
// The targets are those of the oldest Electron it is tested on; only better-sqlite3, a native module, stays outside.
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = path.resolve(import.meta.dirname, '..', '..');
const from = (...parts: string[]): string => path.join(root, ...parts);

export default defineConfig({
  main: {
    build: {
      outDir: from('out', 'main'),
      target: 'node20',
      minify: true,
      externalizeDeps: false,
      rolldownOptions: {
        external: ['better-sqlite3'],
        input: {
          index: from('electron', 'main', 'index.ts'),
          engine: from('electron', 'engine', 'process.ts'),
          reader: from('electron', 'engine', 'reader', 'reader-process.ts'),
          'parse-worker': from('electron', 'ingest', 'parse-worker.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: from('out', 'preload'),
      target: 'node20',
      minify: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: from('electron', 'preload', 'index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('renderer'),
    plugins: [react()],
    // The canvas of the timeline is drawn in a module worker of our own origin.
    worker: { format: 'es' },
    build: {
      outDir: from('out', 'renderer'),
      target: 'chrome130',
      minify: true,
      // An inlined asset would need `data:` openings in the content security policy.
      assetsInlineLimit: 0,
      // One page, read from disk: only what the start screen does not need is a chunk of its own (renderer/app/app.tsx).
      chunkSizeWarningLimit: 8000,
      rolldownOptions: { input: { index: from('renderer', 'index.html') } },
    },
  },
});
