// One forbidden import for each wall. The file is written into a small tree of its own, never into the checkout.

/** A file that breaks one rule, and what it imports. */
export type Canary = {
  readonly rule: string;
  /** The offender. */
  readonly file: string;
  /** What it imports, as written. */
  readonly imports: string;
  /** True for an import of types alone: these count as well. */
  readonly typeOnly?: boolean;
};

/** Files that canaries reach for; each exports one name. */
export const neighbours = [
  'shared/base/outcome.ts',
  'shared/salt/tag.ts',
  'shared/filter/tree.ts',
  'shared/questions/events-page.ts',
  'shared/bridge/contract.ts',
  'electron/store/writer.ts',
  'electron/store/reader.ts',
  'electron/ingest/batch.ts',
  'electron/ingest/canonical.ts',
  'electron/library/query-file.ts',
  'electron/sources/file.ts',
  'electron/engine/process.ts',
  'electron/engine/open-case.ts',
  'electron/formats/format.ts',
  'electron/formats/sse/split.ts',
  'renderer/bridge/engine.ts',
  'renderer/stores/span-store.ts',
  'renderer/views/jobs/board.tsx',
  'test/support/builders.ts',
  'build/tasks/check.ts',
] as const;

/** Imports that every rule lets through: a wall that stands everywhere would catch its canary too. */
export const allowed: readonly (readonly [file: string, imports: string])[] = [
  ['shared/salt/uses-base.ts', '../base/outcome.ts'],
  ['shared/filter/uses-zod.ts', 'zod'],
  ['shared/bridge/uses-question.ts', '../questions/events-page.ts'],
  ['electron/cli/uses-engine.ts', '../engine/open-case.ts'],
  ['electron/queries/uses-reader.ts', '../store/reader.ts'],
  ['electron/store/uses-sqlite.ts', 'better-sqlite3'],
  ['electron/library/uses-yaml.ts', 'yaml'],
  ['electron/keep/uses-library.ts', '../library/query-file.ts'],
  ['electron/keep/uses-canonical.ts', '../ingest/canonical.ts'],
  ['electron/main/uses-electron.ts', 'electron'],
  ['electron/formats/sse/uses-format.ts', '../format.ts'],
  ['electron/formats/sse/uses-own.ts', './split.ts'],
  ['renderer/stores/uses-bridge.ts', '../bridge/engine.ts'],
  ['renderer/views/jobs/uses-own.tsx', './board.tsx'],
  ['renderer/views/jobs/uses-store.tsx', '../../stores/span-store.ts'],
  ['test/unit/uses-anything.ts', '../../electron/store/writer.ts'],
];

/** One canary or more for each rule. */
export const canaries: readonly Canary[] = [
  { rule: 'no-cycles', file: 'electron/derive/one.ts', imports: './two.ts' },
  { rule: 'no-cycles', file: 'electron/derive/two.ts', imports: './one.ts', typeOnly: true },
  { rule: 'shared-is-pure', file: 'shared/salt/reads-files.ts', imports: 'node:fs' },
  { rule: 'shared-is-pure', file: 'shared/filter/knows-react.ts', imports: 'react' },
  { rule: 'shared-is-pure', file: 'shared/base/knows-store.ts', imports: '../../electron/store/reader.ts' },
  { rule: 'shared-layers-base', file: 'shared/base/knows-salt.ts', imports: '../salt/tag.ts' },
  { rule: 'shared-layers-salt', file: 'shared/salt/knows-filter.ts', imports: '../filter/tree.ts' },
  { rule: 'shared-layers-filter', file: 'shared/filter/knows-question.ts', imports: '../questions/events-page.ts' },
  { rule: 'shared-layers-keep', file: 'shared/keep/knows-question.ts', imports: '../questions/events-page.ts' },
  { rule: 'yaml-lives-in-library', file: 'electron/engine/reads-yaml.ts', imports: 'yaml' },
  { rule: 'library-knows-no-case', file: 'electron/library/reads-case.ts', imports: '../store/reader.ts' },
  { rule: 'keep-writes-only-its-own', file: 'electron/keep/ingests.ts', imports: '../ingest/batch.ts' },
  { rule: 'shared-layers-questions', file: 'shared/questions/knows-wire.ts', imports: '../bridge/contract.ts' },
  {
    rule: 'renderer-only-through-the-bridge',
    file: 'renderer/stores/knows-row.ts',
    imports: '../../electron/store/reader.ts',
    typeOnly: true,
  },
  { rule: 'renderer-no-node', file: 'renderer/app/reads-files.ts', imports: 'node:fs' },
  { rule: 'one-door', file: 'renderer/views/jobs/asks.tsx', imports: '../../bridge/engine.ts' },
  { rule: 'views-are-strangers', file: 'renderer/views/events/peeks.tsx', imports: '../jobs/board.tsx' },
  { rule: 'widgets-know-no-salt', file: 'renderer/widgets/knows-tag.tsx', imports: '../../shared/salt/tag.ts' },
  { rule: 'widgets-know-no-salt', file: 'renderer/widgets/knows-store.tsx', imports: '../stores/span-store.ts' },
  { rule: 'contract-has-two-ends', file: 'electron/queries/knows-wire.ts', imports: '../../shared/bridge/contract.ts' },
  { rule: 'sqlite-lives-in-store', file: 'electron/queries/opens.ts', imports: 'better-sqlite3' },
  { rule: 'electron-lives-in-main-and-preload', file: 'electron/engine/knows-shell.ts', imports: 'electron' },
  {
    rule: 'electron-lives-in-main-and-preload',
    file: 'electron/cli/knows-shell.ts',
    imports: 'electron',
    typeOnly: true,
  },
  { rule: 'formats-are-pure', file: 'electron/formats/sse/opens.ts', imports: 'node:fs' },
  { rule: 'formats-are-pure', file: 'electron/formats/sse/knows-source.ts', imports: '../../sources/file.ts' },
  { rule: 'formats-are-strangers', file: 'electron/formats/state-event/peeks.ts', imports: '../sse/split.ts' },
  { rule: 'analysis-is-pure', file: 'electron/analysis/reads-store.ts', imports: '../store/reader.ts' },
  { rule: 'analysis-is-pure', file: 'electron/analysis/reads-files.ts', imports: 'node:fs' },
  { rule: 'redaction-is-pure', file: 'electron/redact/makes-keys.ts', imports: 'node:crypto' },
  { rule: 'redaction-is-pure', file: 'electron/redact/reads-store.ts', imports: '../store/reader.ts' },
  { rule: 'store-knows-no-ingest', file: 'electron/store/knows-batch.ts', imports: '../ingest/batch.ts' },
  { rule: 'queries-read-only', file: 'electron/queries/writes.ts', imports: '../store/writer.ts' },
  { rule: 'queries-read-only', file: 'electron/queries/imports.ts', imports: '../ingest/batch.ts' },
  { rule: 'report-is-pure', file: 'electron/report/reads-case.ts', imports: '../store/reader.ts' },
  { rule: 'main-is-thin', file: 'electron/main/reads-case.ts', imports: '../store/reader.ts' },
  { rule: 'nothing-imports-the-entries', file: 'electron/cli/starts-engine.ts', imports: '../engine/process.ts' },
  {
    rule: 'product-never-imports-test',
    file: 'electron/derive/leans-on-test.ts',
    imports: '../../test/support/builders.ts',
  },
  { rule: 'product-never-imports-test', file: 'shared/base/leans-on-tool.ts', imports: '../../build/tasks/check.ts' },
];
