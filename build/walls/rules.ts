// The walls between the rooms, as data: each rule has a name, the reason as a sentence, and regular expressions on paths from the root.
// What holds each rule is tested by a canary in test/walls.
import type { IForbiddenRuleType } from 'dependency-cruiser';

/** One wall: `from` may not reach `to`. */
export type Wall = IForbiddenRuleType & { readonly name: string; readonly comment: string };

/** Only these packages are pure enough for shared/. */
const purePackages = 'node_modules/(zod|@lezer/(lr|common)|re2js)/';
/** dependency-cruiser names Node's own modules without a path; `electron` is a package of that name. */
const electronPackage = '(^|/)node_modules/electron/';

/** The rooms of shared/ from the bottom up, each with why it knows nothing of those above it. */
const sharedLayers: readonly { readonly room: string; readonly comment: string }[] = [
  { room: 'base', comment: 'base knows no Salt.' },
  { room: 'salt', comment: 'The vocabulary knows no filter, no question, no wire.' },
  { room: 'filter', comment: 'The filter language knows no question and no wire.' },
  {
    room: 'keep',
    comment: 'What a person keeps is told in the words of the filter; it knows no question and no wire.',
  },
  { room: 'questions', comment: 'A question knows no transport.' },
  { room: 'bridge', comment: 'The wire is at the top.' },
];

function layerWall({ room, comment }: (typeof sharedLayers)[number], at: number): Wall {
  const above = sharedLayers.slice(at + 1).map((layer) => layer.room);
  return {
    name: `shared-layers-${room}`,
    comment,
    severity: 'error',
    from: { path: `^shared/${room}/` },
    to: { path: `^shared/(${above.join('|')})/` },
  };
}

/** What only one place may use. */
function livesIn(name: string, comment: string, what: string, places: readonly string[]): Wall {
  return { name, comment, severity: 'error', from: { pathNot: [...places] }, to: { path: what } };
}

/** All walls. */
export const walls: readonly Wall[] = [
  {
    name: 'no-cycles',
    comment: 'A cycle means that two files are one file.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'shared-is-pure',
    comment: 'shared/ runs everywhere: it knows nothing but itself and a few pure packages.',
    severity: 'error',
    from: { path: '^shared/' },
    to: { pathNot: ['^shared/', purePackages] },
  },
  ...sharedLayers.slice(0, -1).map(layerWall),
  {
    name: 'renderer-only-through-the-bridge',
    comment: 'The page takes nothing from electron/, not even a type.',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { path: '^electron/' },
  },
  {
    name: 'renderer-no-node',
    comment: 'The page is sandboxed: there is no Node in it.',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'one-door',
    comment: 'Only stores use the bridge client; views read stores.',
    severity: 'error',
    from: { path: '^renderer/', pathNot: '^renderer/(bridge|stores)/' },
    to: { path: '^renderer/bridge/' },
  },
  {
    name: 'views-are-strangers',
    comment: 'Views meet in stores, never in imports.',
    severity: 'error',
    from: { path: '^renderer/views/([^/]+)/' },
    to: { path: '^renderer/views/', pathNot: '^renderer/views/$1/' },
  },
  {
    name: 'widgets-know-no-salt',
    comment: 'Widgets are free of the domain and of the application.',
    severity: 'error',
    from: { path: '^renderer/widgets/' },
    to: { path: ['^renderer/(views|stores|bridge|app)/', '^shared/(salt|keep|questions|bridge)/'] },
  },
  {
    name: 'contract-has-two-ends',
    comment: 'Only the two ends of the wire know its contract.',
    severity: 'error',
    from: {
      pathNot: ['^shared/bridge/', '^electron/(engine|cli|main|preload)/', '^renderer/bridge/', '^(test|build)/'],
    },
    to: { path: '^shared/bridge/' },
  },
  livesIn('sqlite-lives-in-store', 'One folder speaks to SQLite.', 'node_modules/better-sqlite3/', [
    '^electron/store/',
    '^(test|build)/',
  ]),
  livesIn('electron-lives-in-main-and-preload', 'Everything else runs in plain Node.', electronPackage, [
    '^electron/(main|preload)/',
    '^test/e2e/',
    '^build/native/loader/',
  ]),
  {
    name: 'formats-are-pure',
    comment: 'A format turns bytes and text into records and opens nothing.',
    severity: 'error',
    from: { path: '^electron/formats/' },
    to: {
      pathNot: [
        '^electron/formats/',
        '^shared/(base|salt)/',
        'node_modules/(@msgpack/msgpack|eventsource-parser)/',
        '^(node:)?buffer$',
      ],
    },
  },
  {
    name: 'formats-are-strangers',
    comment: 'A format knows no other format.',
    severity: 'error',
    from: { path: '^electron/formats/([^/]+)/' },
    to: { path: '^electron/formats/', pathNot: ['^electron/formats/$1/', '^electron/formats/[^/]+$'] },
  },
  {
    name: 'analysis-is-pure',
    comment: 'Reasoning does no input and no output.',
    severity: 'error',
    from: { path: '^electron/analysis/' },
    to: { pathNot: ['^electron/analysis/', '^shared/'] },
  },
  {
    name: 'redaction-is-pure',
    comment: 'What is hidden is decided from the event alone: no input, no output, no key.',
    severity: 'error',
    from: { path: '^electron/redact/' },
    to: {
      pathNot: [
        '^electron/(redact|analysis)/',
        '^electron/formats/(json-oddities|tolerant-json|write-json)\\.ts$',
        '^shared/(base|salt)/',
        '^(node:)?buffer$',
      ],
    },
  },
  {
    name: 'store-knows-no-ingest',
    comment: 'The store is at the bottom.',
    severity: 'error',
    from: { path: '^electron/store/' },
    to: { path: '^electron/(?!store/)' },
  },
  {
    name: 'queries-read-only',
    comment: 'Questions never write.',
    severity: 'error',
    from: { path: '^electron/queries/' },
    to: {
      path: [
        '^electron/(ingest|sources|formats|engine|main|derive)/',
        '^electron/share/(?!carried)',
        '^electron/store/(case-)?writer',
      ],
    },
  },
  livesIn(
    'yaml-lives-in-library',
    'Files that people write are read in one room, which bounds and checks them.',
    'node_modules/yaml/',
    ['^electron/library/', '^(test|build)/'],
  ),
  {
    name: 'library-knows-no-case',
    comment: "The library is a folder of files; what a case keeps is the store's.",
    severity: 'error',
    from: { path: '^electron/library/' },
    to: { path: '^electron/(?!library/)' },
  },
  {
    name: 'keep-writes-only-its-own',
    comment:
      'What a person keeps stands beside the events: it is written through the store and needs of ingest only what tells events apart.',
    severity: 'error',
    from: { path: '^electron/keep/' },
    to: { path: '^electron/(?!(keep|library|store)/|ingest/canonical\\.)' },
  },
  {
    name: 'report-is-pure',
    comment: 'A report is written from its document alone: no case, no disk, no network.',
    severity: 'error',
    from: { path: '^electron/report/' },
    to: { pathNot: ['^electron/report/', '^shared/', '^(node:)?crypto$'] },
  },
  {
    name: 'main-is-thin',
    comment: 'Main owns windows, not data.',
    severity: 'error',
    from: { path: '^electron/main/' },
    to: { path: '^electron/(store|ingest|queries|analysis|formats|sources|derive|engine|keep|library|redact|share)/' },
  },
  {
    name: 'nothing-imports-the-entries',
    comment:
      'Process entries are wired by the build; open-case, ask-case, dispatch and sql-runner serve the command line too.',
    severity: 'error',
    from: { pathNot: ['^(test|build)/', '^electron/engine/'] },
    to: { path: '^electron/engine/(?!(open-case|ask-case|dispatch|sql-runner)\\.)' },
  },
  {
    name: 'product-never-imports-test',
    comment: 'What ships does not lean on tests or tools.',
    severity: 'error',
    from: { pathNot: '^(test|build)/' },
    to: { path: '^(test|build)/' },
  },
];
