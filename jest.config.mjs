/**
 * One Jest, projects by tier: unit (pure), prop (fast-check), int (real PostgreSQL and Redis), ui (jsdom), e2e (real Chromium).
 * ESM all the way: needs Node >= 24.9 and NODE_OPTIONS=--experimental-vm-modules (tools/test.mjs sets both).
 */
const swc = (tsx) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: 'automatic' } },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
]

const shared = {
  rootDir: import.meta.dirname,
  modulePathIgnorePatterns: ['/dist/', '/\\.tongban/', '/\\.nx/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.tongban/'],
  transform: { '^.+\\.tsx$': swc(true), '^.+\\.ts$': swc(false) },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@tongban/source', 'node', 'node-addons'] },
}

const tier = (name, options = {}) => ({
  ...shared,
  displayName: name,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/{libs,apps,test,tools}/**/*.${name}.spec.ts`],
  ...options,
})

export default {
  // Modules of a file stay in its worker's memory: without an end to that the last of three hundred files find none left.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    tier('unit'),
    tier('prop'),
    tier('int', { setupFiles: ['<rootDir>/test/setup/int.ts'] }),
    tier('ui', {
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/{libs,apps}/**/*.ui.spec.tsx'],
      setupFiles: ['<rootDir>/test/setup/ui.ts'],
      testEnvironmentOptions: { customExportConditions: ['@tongban/source', 'browser'] },
      moduleNameMapper: { ...shared.moduleNameMapper, '\\.css$': '<rootDir>/test/setup/empty-style.ts' },
    }),
    tier('e2e', { setupFiles: ['<rootDir>/test/setup/int.ts'] }),
  ],
  testTimeout: 60_000,
}
