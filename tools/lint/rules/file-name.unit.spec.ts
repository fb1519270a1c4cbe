import { plugin } from '../plugin.mjs'
import { at, ruleTester } from '../rule-tester.js'

const named = (file: string) => ({ name: file, filename: at(file), code: 'export const a = 1' })
const refused = (file: string, messageId: string) => ({ ...named(file), errors: [{ messageId }] })

ruleTester.run('file-name', plugin.rules['file-name'], {
  valid: [
    'libs/case/domain/evolve.ts',
    'libs/case/server/use-cases/return-case.use-case.ts',
    'libs/case/server/persistence/case.store.ts',
    'libs/case/server/persistence/case.store.int.spec.ts',
    'libs/case/server/persistence/case-page.read-model.ts',
    'libs/case/domain/evolve.prop.spec.ts',
    'libs/case/web/case-page.tsx',
    'libs/case/web/case-page.ui.spec.tsx',
    'migrations/20260101000000-case-init.ts',
    'apps/console/vite.config.ts',
    'tools/lint/plugin.d.mts',
  ].map(named),
  invalid: [
    refused('libs/case/web/CasePage.tsx', 'kebab'),
    refused('libs/case/domain/decide_return.ts', 'kebab'),
    refused('libs/case/server/case.service.ts', 'role'),
    refused('libs/case/server/case.store.backup.ts', 'role'),
    refused('libs/case/domain/evolve.spec.ts', 'role'),
    refused('libs/case/domain/evolve.test.ts', 'role'),
    refused('libs/case/domain/utils.ts', 'vague'),
    refused('libs/case/domain/date-helper.ts', 'vague'),
    refused('libs/case/server/case-manager.ts', 'vague'),
    refused('libs/case/domain/common.ts', 'vague'),
  ],
})
