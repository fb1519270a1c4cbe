import { describe, expect, it } from '@jest/globals'
import { CASE_COMMANDS, type CaseCommand } from '../../commands/contracts.js'
import { allowed } from '../testing/case-view.builder.js'
import { decisionOf, groupOf, hasGroup, inGroups } from './action-groups.js'

const offered = Object.values<CaseCommand>(CASE_COMMANDS).filter((command) => command.name !== 'file' && command.offered !== false)

describe('the groups of actions', () => {
  it.each(offered.map(({ name }) => name))('know %s', (name) => {
    expect(hasGroup(name)).toBe(true)
  })

  it('keep their order whatever the server sent first, and lose nothing', () => {
    const groups = inGroups([allowed('archive'), allowed('urge'), allowed('sign'), allowed('a_new_one'), allowed('whistle')])
    expect(groups.map(({ group, items }) => [group, items.map(({ action }) => action)])).toEqual([
      ['handle', ['sign']],
      ['together', ['whistle']],
      ['flow', ['archive', 'a_new_one']],
      ['supervise', ['urge']],
    ])
    expect(groupOf('a_new_one')).toBe('flow')
  })

  it('put the decision that presses first, and never one that is off', () => {
    expect(decisionOf([allowed('urge'), allowed('rule_request'), allowed('dispatch', { enabled: false })])?.action).toBe('rule_request')
    expect(decisionOf([allowed('urge'), allowed('reassign')])).toBeNull()
  })

  it('convene a panel before it rules', () => {
    const actions = [allowed('rule_dispute'), allowed('convene_panel')]
    expect([decisionOf(actions, true)?.action, decisionOf(actions, false)?.action]).toEqual(['rule_dispute', 'convene_panel'])
  })
})
