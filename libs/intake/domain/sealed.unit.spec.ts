import { describe, expect, it } from '@jest/globals'
import { DEFAULT_ROLES, type Permission } from '@tongban/access/contract'
import { person } from '@tongban/testing/server'
import { sealedConditionFor, SEALED_PHONE, SEALED_READERS } from './index.js'

describe('a sealed caller', () => {
  it.each(DEFAULT_ROLES.map((role) => role.id).filter((id) => id !== 'callback_agent'))('is never shown to a %s', (role) => {
    expect(sealedConditionFor(person(role, 'township-150525100', { countyCode: '150525' }))).toBeNull()
  })

  it('is shown to a callback agent, and only while the callback is theirs', () => {
    expect(sealedConditionFor(person('callback_agent', 'callback-provider'))).toBe('callback_claimed')
  })

  it('is shown by no permission that handles, reviews, watches or decides', () => {
    const never: readonly Permission[] = ['assignment.reply', 'request.endorse', 'case.review', 'case.urge', 'case.dispatch', 'case.file', 'caller.reveal', 'caller.read_views']
    expect(SEALED_READERS.map(({ permission }) => permission).filter((permission) => never.includes(permission))).toEqual([])
  })

  it('has a mask without a digit', () => {
    expect(SEALED_PHONE).toMatch(/^•{11}$/)
  })
})
