import { describe, expect, it } from '@jest/globals'
import { DEFAULT_ROLES, type RoleId } from '@tongban/access/contract'
import { landingPath, mayOpen, NAVIGATION, railOf, visiblePages } from './navigation.js'

const session = (id: RoleId): Parameters<typeof landingPath>[0] => {
  const role = DEFAULT_ROLES.find((one) => one.id === id)
  if (role === undefined) throw new Error(`no role ${id}`)
  return { roles: [{ id, zh: role.zh }], permissions: [...role.permissions] }
}

describe('where the day begins', () => {
  it.each<[RoleId, string | null]>([
    ['operator', '/intake'],
    ['dispatcher', '/pool'],
    ['handler', '/inbox'],
    ['unit_lead', '/inbox'],
    ['county_coordinator', '/inbox'],
    ['reviewer', '/review'],
    ['callback_agent', '/callback'],
    ['supervisor', '/risk'],
    ['discipline_inspector', '/supervision'],
    ['system_admin', '/policies'],
    ['assessor', '/measures'],
    ['leader', '/board'],
    ['security_admin', null],
  ])('for %s', (role, path) => {
    expect(landingPath(session(role))).toBe(path)
  })

  it('shows nobody a page without its permission', () => {
    for (const role of DEFAULT_ROLES)
      for (const { anyOf } of visiblePages(role.permissions)) expect(role.permissions.filter((permission) => anyOf.includes(permission))).not.toEqual([])
    expect(visiblePages([])).toEqual([])
    expect(NAVIGATION.length).toBe(30)
  })

  it('keeps the rail to what a day needs, and loses no page: what does not fit stands behind 更多', () => {
    for (const { permissions } of DEFAULT_ROLES) {
      for (const most of [null, 4]) {
        const { inRail, more } = railOf(permissions, most)
        expect([...inRail, ...more].map(({ key }) => key).sort()).toEqual(visiblePages(permissions).map(({ key }) => key).sort())
        expect(inRail.length).toBeLessThanOrEqual(most ?? 11)
      }
    }
  })

  it('lets everybody back to what they were told', () => expect(mayOpen('/notifications?unread=1', [])).toBe(true))

  it.each<[string, boolean]>([
    ['/intake', true],
    ['/cases/0192f3a0?tab=flow', true],
    ['/pool', false],
    ['/sign-in', false],
    ['//elsewhere.example/intake', false],
    ['/casesX', false],
  ])('an operator who signs in again may be sent back to %s: %s', (address, may) => {
    expect(mayOpen(address, session('operator').permissions)).toBe(may)
  })
})
