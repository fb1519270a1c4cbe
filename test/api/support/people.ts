import { DEFAULT_ROLES, PERMISSIONS, SystemPrincipal, type Permission, type RoleId } from '@tongban/access/contract'
import { ProvisionUser } from '@tongban/access/server'
import { OrgDirectory } from '@tongban/org/contract'
import { DEMO_PASSWORD, demoAccounts } from '../../../apps/worker/demo/demo-accounts.js'
import type { SignedIn } from '../../support/signed-in.js'
import type { System } from '../../support/system.js'

/** The demo account that holds each role, and no other role. */
export const ACCOUNT_OF: Readonly<Record<Exclude<RoleId, 'system'>, string>> = {
  operator: 'operator1',
  dispatcher: 'dispatcher1',
  handler: 'township1',
  unit_lead: 'lead1',
  county_coordinator: 'county1',
  reviewer: 'reviewer1',
  callback_agent: 'callback1',
  supervisor: 'supervisor1',
  discipline_inspector: 'inspector1',
  assessor: 'assessor1',
  leader: 'leader1',
  knowledge_editor: 'editor1',
  system_admin: 'sysadmin1',
  security_admin: 'secadmin1',
  audit_admin: 'auditadmin1',
}

export type RolePerson = { readonly role: RoleId; readonly permissions: ReadonlySet<Permission>; readonly person: SignedIn }

/** One person of every role, signed in. The operators and callback agents of the demo are outsourced: what decides a case is not theirs. */
export async function everyRole(system: System): Promise<RolePerson[]> {
  const outsourced = new Set(demoAccounts(system.worker.get(OrgDirectory)).filter((account) => account.outsourced).map(({ userName }) => userName))
  const people: RolePerson[] = []
  for (const { id, permissions } of DEFAULT_ROLES) {
    const userName = ACCOUNT_OF[id as keyof typeof ACCOUNT_OF]
    const held = permissions.filter((permission) => !(outsourced.has(userName) && PERMISSIONS[permission].decides))
    people.push({ role: id, permissions: new Set(held), person: await system.signIn(userName) })
  }
  return people
}

/** A further account, with the demo's password. */
export async function addAccount(system: System, account: { userName: string; unitId: string; role: RoleId }): Promise<SignedIn> {
  const { userName, unitId, role } = account
  const by = system.worker.get(SystemPrincipal).principal()
  const made = await system.worker
    .get(ProvisionUser)
    .execute({ userName, displayName: userName, unitId, roles: [role], password: DEMO_PASSWORD }, by)
  if (!made.ok) throw new Error(`${userName}: ${made.refusal.code}`)
  return system.signIn(userName)
}
