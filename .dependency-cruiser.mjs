/**
 * Which way the arrows point: the table of the architecture as rules. Type-only imports count too. What this cannot see:
 * type-only imports in .svelte files, which its Svelte compiler has taken out (scripts/parts/svelte-arrows.mjs looks there).
 */

const TEST = '\\.(spec|bench|suite)\\.ts$|\\.d\\.ts$|/vite\\.config\\.ts$'
const ENGINE = '^simulator/src/engine/'
const MQTT_CLIENT = '^(node_modules/mqtt/|libs/link/)'
const DATABASE_CLIENT = '^node_modules/(@duckdb|@influxdata|influx)/'

/** Code in `from` may import only what matches one of `allowed`, and Node's own modules if `core`. */
const only = (name, from, allowed, comment, { core = false } = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { pathNot: allowed, ...(core && { dependencyTypesNot: ['core'] }) },
})

/** Code in `from` (except in `fromNot`) may not import what matches `to` (except `toNot`). */
const never = (name, from, to, comment, { fromNot = [], toNot = [] } = {}) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: [TEST, ...fromNot] },
  to: { path: to, ...(toNot.length > 0 && { pathNot: toNot }) },
})

const libs = [
  only('mill-imports-nothing', '^libs/mill/src/', ['^libs/mill/src/'], 'The mill as a domain is pure.'),
  only(
    'contracts-import-mill-and-zod',
    '^libs/contracts/src/',
    ['^libs/(contracts|mill)/src/', '^node_modules/zod/', '^node_modules/yaml/'],
    'Contracts describe what crosses a boundary; they do no I/O.',
  ),
  never(
    'yaml-only-for-files',
    '^libs/contracts/src/',
    '^node_modules/yaml/',
    'A parser of files belongs to the contracts of files: the dashboard must not carry it.',
    { fromNot: ['^libs/contracts/src/files/'] },
  ),
  only('sparkplug-imports-nothing', '^libs/sparkplug/src/', ['^libs/sparkplug/src/'], 'It knows metrics, not mills.'),
  only(
    'link-imports-mqtt',
    '^libs/link/src/',
    ['^libs/(link|sparkplug)/src/', '^node_modules/mqtt/'],
    'One connection, no meaning.',
    {
      core: true,
    },
  ),
  only('record-log-imports-nothing', '^libs/record-log/src/', ['^libs/record-log/src/'], 'Bytes on a disk.', {
    core: true,
  }),
  never('testkit-only-in-tests', '^(libs|simulator|apps)/', '^libs/testkit/', 'Servers and fakes for tests.', {
    fromNot: ['^libs/testkit/', '^apps/e2e/'],
  }),
  never('testkit-knows-nobody', '^libs/testkit/', '^(libs|simulator|apps)/', 'Any test may use it.', {
    toNot: ['^libs/testkit/'],
  }),
]

const simulator = [
  only('engine-imports-mill', ENGINE, [ENGINE, '^libs/mill/src/'], 'Pure, seeded, without a clock.'),
  never('simulator-knows-no-app', '^simulator/', '^apps/', 'The mill does not know who listens.'),
  never('engine-by-its-door', '^(libs|apps)/', '^simulator/', 'A what-if is a simulation; nobody else may simulate.', {
    fromNot: ['^apps/api/src/what-if/'],
  }),
  never(
    'engine-by-its-index',
    '^apps/api/src/what-if/',
    '^simulator/',
    'The public entry, and the reader of mill files.',
    {
      toNot: [`${ENGINE}index\\.ts$`, '^simulator/src/mill-files\\.ts$'],
    },
  ),
]

const api = [
  never(
    'api-modules-by-their-door',
    '^apps/api/src/([^/]+)/',
    '^apps/api/src/[^/]+/',
    'A module is a folder with one door.',
    { toNot: ['^apps/api/src/$1/', '^apps/api/src/[^/]+/index\\.ts$'] },
  ),
  never('api-root-by-the-doors', '^apps/api/src/[^/]+\\.ts$', '^apps/api/src/[^/]+/', 'The application, too.', {
    toNot: ['^apps/api/src/[^/]+/index\\.ts$'],
  }),
  never('ingest-announces', '^apps/api/src/ingest/', '^apps/api/src/[^/]+/', 'It announces and knows nobody.', {
    toNot: ['^apps/api/src/(ingest|bus|config)/', '^apps/api/src/spool/index\\.ts$'],
  }),
  never(
    'store-listens',
    '^apps/api/src/store/',
    '^apps/api/src/[^/]+/',
    'It listens to the bus; its routes ask the twin which mills and machines there are.',
    { toNot: ['^apps/api/src/(store|bus|config)/', '^apps/api/src/(twin|spool)/index\\.ts$'] },
  ),
  never('bus-and-config-know-nobody', '^apps/api/src/(bus|config)/', '^apps/api/src/[^/]+/', 'They are below all.', {
    toNot: ['^apps/api/src/$1/'],
  }),
  never('mqtt-only-in-ingest', '^apps/api/', MQTT_CLIENT, 'One module has the line to the mill.', {
    fromNot: ['^apps/api/src/ingest/'],
  }),
  never('spool-is-below', '^apps/api/src/spool/', '^apps/api/src/[^/]+/', 'It keeps what others say.', {
    toNot: ['^apps/api/src/(spool|bus|config)/', '^apps/api/src/journal/index\\.ts$'],
  }),
  never('sparkplug-only-in-ingest', '^apps/api/', '^libs/sparkplug/', 'Behind ingest there is no wire format.', {
    fromNot: ['^apps/api/src/ingest/'],
  }),
  never('database-only-in-store', '^(apps|libs|simulator)/', DATABASE_CLIENT, 'One module has the database.', {
    fromNot: ['^apps/api/src/store/'],
  }),
  never('api-knows-no-other-app', '^apps/api/', '^apps/', 'Programs talk over the wire.', { toNot: ['^apps/api/'] }),
  only(
    'broker-imports-aedes',
    '^apps/broker/src/',
    ['^apps/broker/src/', '^libs/contracts/src/', '^node_modules/(aedes|zod)/'],
    'A broker knows topics and accounts, not mills.',
    { core: true },
  ),
]

const dashboard = [
  never(
    'features-know-no-feature',
    '^apps/dashboard/src/features/([^/]+)/',
    '^apps/dashboard/src/features/',
    'One can go.',
    {
      toNot: ['^apps/dashboard/src/features/$1/'],
    },
  ),
  never(
    'shared-is-below',
    '^apps/dashboard/src/shared/',
    '^apps/dashboard/src/(features|routes)/',
    'Arrows point down.',
  ),
  never('features-know-no-route', '^apps/dashboard/src/features/', '^apps/dashboard/src/routes/', 'Arrows point down.'),
  never(
    'dashboard-imports-mill-and-contracts',
    '^apps/dashboard/',
    '^(libs|simulator|apps)/',
    'It learns by REST and live frames.',
    {
      toNot: ['^libs/(mill|contracts)/', '^apps/dashboard/'],
    },
  ),
]

const everywhere = [
  { name: 'no-circle', comment: 'A circle has no bottom.', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'resolvable',
    comment: 'A file the rules cannot find is one they cannot judge.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '^virtual:' },
  },
  {
    name: 'declared',
    comment:
      'What is imported stands in the manifest of who imports it. (What the dashboard needs is bundled by the root.)',
    severity: 'error',
    from: { path: '^(libs|simulator|apps)/', pathNot: [TEST, '^apps/dashboard/', '^apps/e2e/', '^libs/testkit/'] },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm'] },
  },
]

export default {
  forbidden: [...libs, ...simulator, ...api, ...dashboard, ...everywhere],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|\\.test-results/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
