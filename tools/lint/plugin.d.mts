import type { Rule } from 'eslint'

export type RuleName = 'file-name' | 'layers' | 'no-ambient' | 'no-lifecycle-save' | 'no-tx-promise-all' | 'route-guarded'
export declare const plugin: { meta: { name: string }, rules: Record<RuleName, Rule.RuleModule> }
