import path from 'node:path'
import { ROLES } from '../roles.mjs'

/**
 * tongban/file-name: kebab-case after the main export, with a role suffix from the closed list (roles.mjs), and none of the words that
 * name nothing.
 */
const TIERS = ['unit.spec', 'prop.spec', 'int.spec', 'ui.spec', 'e2e.spec', 'spec-support']
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Names a tool looks for, or declarations beside a plain JavaScript module. */
const TOOL_NAME = /^[a-z0-9]+(-[a-z0-9]+)*\.(config\.[cm]?[jt]s|d\.[cm]?ts)$/
const VAGUE = /(^|-)(managers?|helpers?|utils?|common)$/

export const fileName = {
  meta: {
    type: 'suggestion',
    docs: { description: 'file names are kebab-case with a role suffix from a closed list' },
    schema: [],
    messages: {
      kebab: '{{name}} is not kebab-case.',
      role: '.{{role}} is not a role we have: {{roles}}, or a test tier ({{tiers}}).',
      vague: '{{name}} names nothing: call the file after what it does.',
    },
  },

  create(context) {
    return {
      Program(node) {
        const file = path.basename(context.filename)
        if (TOOL_NAME.test(file)) return
        const [name = '', ...suffixes] = file.replace(/\.[cm]?[jt]sx?$/, '').split('.')
        if (!KEBAB.test(name)) context.report({ node, messageId: 'kebab', data: { name } })
        if (VAGUE.test(name)) context.report({ node, messageId: 'vague', data: { name } })
        const role = withoutTier(suffixes)
        if (role.length === 0 || (role.length === 1 && ROLES.includes(role[0]))) return
        context.report({ node, messageId: 'role', data: { role: role.join('.'), roles: ROLES.join(' '), tiers: TIERS.join(' ') } })
      },
    }
  },
}

/** `case.store.int.spec.ts` is the store's test: role and tier may stand together. */
function withoutTier(suffixes) {
  if (suffixes.at(-1) === 'spec-support') return suffixes.slice(0, -1)
  return TIERS.includes(suffixes.slice(-2).join('.')) ? suffixes.slice(0, -2) : suffixes
}
