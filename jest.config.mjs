// One jest, four kinds of tests: rules (unit), rooms on the real servers (integration), stories (e2e, browser).
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

const common = {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: {
    '^#(domain|database|platform|identity|units|bank|contests|attempts|results|feedback|awards|documents)$':
      '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

export default {
  // Jest leaves a core idle by default; beside waiting for servers two files at a time use a two-core machine best.
  maxWorkers: 2,
  // Module registries of finished files are not given back; near its heap limit a worker spends its time collecting them.
  workerIdleMemoryLimit: '900MB',
  // A process that has nothing left to do still gives its memory back, on a busy machine for longer than half a second, after
  // which jest tells of a leak. One that still has something open is told of after this.
  workerGracefulExitTimeout: 10_000,
  // A stuck test ends the run; a slow machine does not.
  testTimeout: 120_000,
  projects: [
    { ...common, displayName: 'unit', testMatch: ['<rootDir>/libs/**/*.spec.ts', '<rootDir>/apps/**/*.spec.ts'] },
    { ...common, displayName: 'integration', testMatch: ['<rootDir>/test/integration/**/*.spec.ts'] },
    { ...common, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
    // Stories through the browser: `npm test` leaves this project out and says so; CI does not.
    { ...common, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.spec.ts'] },
  ],
};
