import { ACCESS_REFUSALS, DEFAULT_ROLES, EXCLUSIVE_ADMINISTRATORS, type RoleId } from '@tongban/access/contract'
import { ok, refuse, type Result } from '@tongban/kernel/core'

/** The roles one person may be given together: each once, none that only the machine has, and at most one of the three administrators. */
export function checkRoles(roles: readonly RoleId[]): Result<readonly RoleId[]> {
  const given = [...new Set(roles)].sort()
  const machine = given.find((role) => !DEFAULT_ROLES.some((definition) => definition.id === role))
  if (machine !== undefined) return refuse(ACCESS_REFUSALS.ROLE_NOT_ASSIGNABLE, { roleId: machine })
  if (given.filter((role) => EXCLUSIVE_ADMINISTRATORS.includes(role)).length > 1) return refuse(ACCESS_REFUSALS.ADMINISTRATORS_EXCLUSIVE)
  return ok(given)
}
