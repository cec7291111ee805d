// Boundaries between packages, layers and rooms; scripts/boundaries.test.ts proves that each rule refuses a fixture.
const rooms = [
  ['children', 'schools', 'venues', 'supervised', 'organisation', 'sealing'],
  ['guardianship', 'support', 'screening', 'operations', 'leads'],
  ['visits', 'outreach', 'cases'],
  ['duties', 'supervision', 'insight', 'protection'],
]
const src = '^(?:scripts/fixtures/boundaries/)?packages'

/** Rooms of one level may not import rooms of a higher level; within a level, only through index.ts. */
const upward = rooms.slice(0, -1).map((level, index) => ({
  name: `room-upward-${index}`,
  comment: 'A room imports downward only; what goes upward goes by event (an observer).',
  severity: 'error',
  from: { path: `${src}/[^/]+/src/rooms/(${level.join('|')})/` },
  to: {
    path: `/rooms/(${rooms
      .slice(index + 1)
      .flat()
      .join('|')})/`,
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'core does no I/O: only zod and itself.',
      severity: 'error',
      from: { path: `${src}/core/src/`, pathNot: '\\.test\\.ts$' },
      to: { pathNot: [`${src}/core/src/`, 'node_modules/zod/'] },
    },
    {
      name: 'browser-without-server',
      severity: 'error',
      from: { path: `${src}/(console|field)/src/` },
      to: { path: '(packages/server/|^node:|^(fs|path|crypto|os)$)' },
    },
    {
      name: 'platform-knows-no-room',
      comment: 'platform serves every room; only tests put the whole together there.',
      severity: 'error',
      from: {
        path: `${src}/server/src/platform/`,
        pathNot: '(\\.test\\.ts|test-server\\.ts|test-app\\.ts)$',
      },
      to: { path: `${src}/server/src/rooms/` },
    },
    {
      name: 'room-through-index',
      comment: 'Another room is imported through its index.ts; tests may share a fixture.',
      severity: 'error',
      from: { path: `${src}/([^/]+)/src/rooms/([^/]+)/` },
      to: {
        path: `${src}/[^/]+/src/rooms/[^/]+/`,
        pathNot: ['/rooms/$2/', '/index\\.tsx?$', '-fixture\\.ts$'],
      },
    },
    ...upward,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|scripts/fixtures/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
}
