// Who may import whom; ARCHITECTURE.md says why. test/integration/house plants one fault per rule and demands it is found.
const feature = '^libs/((?!domain/|database/|platform/)[^/]+)/'; // a new room is covered at once

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/domain/' },
    },
    {
      name: 'floor-below-features',
      severity: 'error',
      from: { path: '^libs/(database|platform)/' },
      to: { path: [feature, '^apps/'] },
    },
    {
      name: 'floor-order',
      severity: 'error',
      comment: 'platform stands on domain only; database on domain only',
      from: { path: '^libs/platform/' },
      to: { path: '^libs/database/' },
    },
    {
      name: 'features-are-strangers',
      severity: 'error',
      from: { path: feature },
      to: { path: feature, pathNot: '^libs/$1/' },
    },
    { name: 'libs-never-see-apps', severity: 'error', from: { path: '^libs/' }, to: { path: '^apps/' } },
    {
      name: 'apps-are-strangers',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'front-door-only',
      severity: 'error',
      comment: 'a page takes the one rule that it needs: the whole door would travel to every phone',
      from: {
        path: '^(?:libs|apps)/([^/]+)/',
        pathNot: '^apps/web/src/(shared/receipt-number|console/regulations|console/item-rules)\\.ts$',
      },
      to: { path: '^libs/', pathNot: '^libs/$1/|^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'keys-stay-in-the-worker',
      severity: 'error',
      comment: 'the front door never reads what is right before it is released',
      from: { path: '^apps/api/' },
      to: { path: '^libs/attempts/src/grading' },
    },
    // react-aria-components names sources, under the condition that is ours as well, which it does not bring along.
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^react-aria-components/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
