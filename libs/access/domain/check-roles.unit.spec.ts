import { describe, expect, it } from '@jest/globals'
import { EXCLUSIVE_ADMINISTRATORS, roleIdSchema } from '@tongban/access/contract'
import { checkRoles } from './check-roles.js'

const pairs = EXCLUSIVE_ADMINISTRATORS.flatMap((a) => EXCLUSIVE_ADMINISTRATORS.filter((b) => a < b).map((b) => [a, b] as const))

describe('the roles of one person', () => {
  it.each(pairs)('are never %s and %s', (a, b) => {
    expect(checkRoles(['operator', a, b])).toEqual({ ok: false, refusal: { code: 'ADMINISTRATORS_EXCLUSIVE', params: {} } })
  })

  it('are never the machine', () => {
    expect(checkRoles(['system'])).toMatchObject({ ok: false, refusal: { code: 'ROLE_NOT_ASSIGNABLE', params: { roleId: 'system' } } })
  })

  it('may be any one role, and count once', () => {
    for (const role of roleIdSchema.options.filter((id) => id !== 'system')) {
      expect(checkRoles([role, role])).toEqual({ ok: true, value: [role] })
    }
  })

  it('may be one administrator beside other work', () => {
    expect(checkRoles(['supervisor', 'audit_admin'])).toEqual({ ok: true, value: ['audit_admin', 'supervisor'] })
  })
})
