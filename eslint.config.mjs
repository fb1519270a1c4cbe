import { readFileSync } from 'node:fs'
import nx from '@nx/eslint-plugin'
import { defineConfig } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import ts from 'typescript'
import tseslint from 'typescript-eslint'
import { depConstraints } from './tools/lint/context-map.mjs'
import { plugin as tongban } from './tools/lint/plugin.mjs'
import { ensureProjectGraph } from './tools/lint/project-graph.mjs'

/**
 * What the house forbids (docs/architecture.md says why). tools/lint/context-map.mjs is the context map, tools/lint/rules are our own
 * rules, and test/lint.unit.spec.ts plants a violation of each and sees it refused.
 */
await ensureProjectGraph()

const SPECS = ['**/*.spec.ts', '**/*.spec.tsx']
const CONFIGS = ['**/*.config.{mjs,js,ts}', '**/.*.{mjs,js}']
/** Where the clock and chance may be read: the ports' adapters, plain tools and test set-up. Specs are never the edge. */
const EDGE = ['libs/platform/server/**', 'libs/testing/server/**', 'libs/ui/web/edge/**', 'tools/**', 'test/setup/**']
/** What may export by default: pages loaded by `lazy(() => import(…))`, which wants it so, and the stand-in for a style sheet. */
const DEFAULT_EXPORTS = [...CONFIGS, '**/web/**/*-page.tsx', 'apps/console/**/*-page.tsx', 'test/setup/empty-style.ts']

/** The files of a TypeScript project: the type-aware rules can see exactly those. */
const filesOf = (project) => {
  const { config, error } = ts.parseConfigFileTextToJson(project, readFileSync(new URL(project, import.meta.url), 'utf8'))
  if (error) throw new Error(`${project}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`)
  return config.include
}

const typed = (project) => ({
  files: filesOf(project),
  languageOptions: { parserOptions: { project: [project], tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
    ],
  },
})

/** Syntax we do not write. One list per kind of file, because a later block replaces an earlier one whole. */
const NO_VAGUE_CLASS = {
  selector: ':matches(ClassDeclaration, ClassExpression)[id.name=/(Manager|Helper|Util|Utils|Common)s?$/]',
  message: 'This name says nothing: call the class after what it does.',
}
const NO_WIDE_CLASS = {
  selector: 'MethodDefinition[kind="constructor"] > FunctionExpression[params.length>6]',
  message: 'A class takes at most six dependencies: this one does more than one thing.',
}
const NO_DEFAULT_EXPORT = ['ExportDefaultDeclaration', 'ExportSpecifier[exported.name="default"]'].map((selector) => ({
  selector,
  message: 'Export by name: a default export is called something else in every file.',
}))
const NO_FORWARD_REF = {
  selector: 'CallExpression[callee.name="forwardRef"]',
  message: 'forwardRef hides a cycle: turn one of the two dependencies into a port of the contract.',
}

export default defineConfig(
  {
    ignores: [
      '**/node_modules/**', '**/dist/**', '**/coverage/**', '.nx/**', '.tongban/**', 'test/output/**',
      // planted violations, linted only by test/lint.unit.spec.ts
      'test/fixtures-lint/**',
    ],
  },
  {
    files: ['**/*.{ts,tsx,mts,cts,mjs,cjs,js}'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { tongban },
    rules: {
      'tongban/file-name': 'error',
      'tongban/no-ambient': 'error',
      'no-restricted-syntax': ['error', NO_VAGUE_CLASS, NO_WIDE_CLASS, ...NO_DEFAULT_EXPORT],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx,mts,cts}'],
    extends: [tseslint.configs.recommended],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'tongban/layers': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints: depConstraints(),
          // a layer may name a lower layer of its own package by the subpath; tongban/layers keeps the order
          allowCircularSelfDependency: true,
          // a package may be loaded lazily for its pages and still be named for its contract
          checkDynamicDependenciesExceptions: ['^@tongban/'],
          // specs use testing, and testing builds what every package owns: a circle of packages, but not of layers
          ignoredCircularDependencies: [['*', '@tongban/testing']],
        },
      ],
    },
  },
  typed('tsconfig.server.json'),
  typed('tsconfig.web.json'),
  {
    files: ['**/server/**/*.ts', 'libs/*/commands/**/*.ts', 'apps/{api,worker}/**/*.ts'],
    rules: {
      'tongban/route-guarded': 'error',
      'tongban/no-tx-promise-all': 'error',
      'no-restricted-syntax': ['error', NO_VAGUE_CLASS, NO_WIDE_CLASS, NO_FORWARD_REF, ...NO_DEFAULT_EXPORT],
    },
  },
  {
    files: ['libs/{case,deadline,callback,intake,dispatch}/**/*.ts'],
    ignores: ['libs/*/web/**'],
    rules: { 'tongban/no-lifecycle-save': 'error' },
  },
  {
    files: ['**/*.tsx', '**/web/**/*.ts', 'apps/console/**/*.ts'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: EDGE, ignores: SPECS, rules: { 'tongban/no-ambient': 'off' } },
  { files: DEFAULT_EXPORTS, rules: { 'no-restricted-syntax': ['error', NO_VAGUE_CLASS, NO_WIDE_CLASS] } },
)
