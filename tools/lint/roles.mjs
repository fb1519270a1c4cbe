/**
 * What a file can be, said by its suffix (`case.store.ts`). A closed list: a new role is a decision, not a habit; add it here and to
 * docs/architecture.md together.
 */
export const ROLES = [
  'use-case', 'controller', 'gateway', 'listener', 'job', 'store', 'read-model', 'row', 'mapper', 'module', 'guard', 'schema', 'policy',
  'builder', 'seed',
]
