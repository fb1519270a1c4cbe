import { describe, expect, it } from '@jest/globals'
import { DEFAULT_ROLES, PERMISSIONS, type Permission, type RoleId } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'
import { userNameOf, type Account } from './account.js'
import { buildPrincipal } from './principal.builder.js'

const COUNTY = '150523'

const account = (roles: readonly RoleId[], more: Partial<Account> = {}): Account => ({
  userId: idOf('user-1'),
  userName: 'somebody',
  displayName: '某某',
  unitId: idOf('township-150523101'),
  outsourced: false,
  roles: DEFAULT_ROLES.filter((role) => roles.includes(role.id)),
  ...more,
})

const deciding = (permissions: Iterable<Permission>): Permission[] => [...permissions].filter((id) => PERMISSIONS[id].decides)

describe('a principal', () => {
  it('holds the permissions of all roles together', () => {
    const { permissions } = buildPrincipal(account(['handler', 'reviewer']), COUNTY)
    expect(permissions.has('assignment.sign')).toBe(true)
    expect(permissions.has('case.review')).toBe(true)
    expect(permissions.has('access.administer')).toBe(false)
  })

  it.each(DEFAULT_ROLES.map((role) => role.id))('of an outsourced %s decides nothing', (role) => {
    const own = buildPrincipal(account([role]), COUNTY)
    const outsourced = buildPrincipal(account([role], { outsourced: true }), COUNTY)
    expect(deciding(outsourced.permissions)).toEqual([])
    expect([...outsourced.permissions].sort()).toEqual([...own.permissions].filter((id) => !PERMISSIONS[id].decides).sort())
    expect(outsourced.scope).toEqual(own.scope)
  })

  it('leaves out permissions this version does not know', () => {
    const roles = [{ id: 'handler' as const, zh: '承办人', reach: 'own_unit' as const, permissions: ['case.read', 'case.teleport'] }]
    expect([...buildPrincipal(account([], { roles }), null).permissions]).toEqual(['case.read'])
  })

  it('has no permission and no scope without a role', () => {
    const principal = buildPrincipal(account([]), COUNTY)
    expect(principal.permissions.size).toBe(0)
    expect(principal.scope).toEqual({ kind: 'none' })
  })
})

describe('the scope of a principal', () => {
  it.each([
    [['callback_agent'], { kind: 'none' }],
    [['handler'], { kind: 'own_unit', unitId: 'township-150523101' }],
    [['county_coordinator'], { kind: 'county', unitId: 'township-150523101', countyCode: COUNTY }],
    [['operator'], { kind: 'city', unitId: 'township-150523101' }],
    [['handler', 'county_coordinator'], { kind: 'county', unitId: 'township-150523101', countyCode: COUNTY }],
    [['callback_agent', 'handler'], { kind: 'own_unit', unitId: 'township-150523101' }],
    [['county_coordinator', 'supervisor', 'handler'], { kind: 'city', unitId: 'township-150523101' }],
  ] as const)('of %j is the widest of its roles', (roles, scope) => {
    expect(buildPrincipal(account(roles), COUNTY).scope).toEqual(scope)
  })

  it('of a county role in a unit of no county is the unit alone', () => {
    expect(buildPrincipal(account(['county_coordinator']), null).scope).toEqual({ kind: 'own_unit', unitId: 'township-150523101' })
  })
})

describe('a user name', () => {
  it('is one name however an input method or a phone spells it', () => {
    expect(userNameOf(' Ｏｐｅｒａｔｏｒ１ ')).toBe('operator1')
  })
})
