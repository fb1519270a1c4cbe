import { DEFAULT_ROLES, type RoleId } from '@tongban/access/contract'
import type { OrgDirectory } from '@tongban/org/contract'

export const DEMO_PASSWORD = 'tongban-2026'

export type DemoAccount = { readonly userName: string; readonly displayName: string; readonly unitId: string; readonly unitName: string; readonly role: RoleId; readonly roleZh: string; readonly outsourced: boolean }

/** Where the demo's cases come from most: these units have accounts to sign in with. */
const TOWNSHIPS = ['大沁他拉镇', '甘旗卡镇', '保康镇', '开鲁镇', '鲁北镇', '库伦镇', '永清街道', '施介街道', '珠斯花街道', '木里图镇'] as const

/** One account for every role, and one handler for each of ten townships, a county department and two enterprises. */
export function demoAccounts(org: OrgDirectory): DemoAccount[] {
  const units = org.allUnits()
  const hotline = units.find((unit) => unit.kind === 'hotline_centre')
  const callback = units.find((unit) => unit.kind === 'callback_provider')
  const discipline = units.find((unit) => unit.kind === 'discipline_inspection')
  const townships = TOWNSHIPS.map((name) => units.find((unit) => unit.kind === 'township' && unit.name.includes(name))).filter((unit) => unit !== undefined)
  const firstTownship = townships[0]
  const coordinator = firstTownship ? org.coordinatorOf(firstTownship.divisionCode) : null
  const department = units.find((unit) => unit.kind === 'county_department' && unit.divisionCode === coordinator?.divisionCode)
  const heat = units.find((unit) => unit.kind === 'enterprise' && unit.functionCode === 'heat')
  if (!hotline || !callback || !discipline || !firstTownship || !coordinator || !department || !heat) throw new Error('Load the reference data before the demo accounts')

  const zhOf = (role: RoleId): string => DEFAULT_ROLES.find((item) => item.id === role)?.zh ?? role
  const account = (userName: string, role: RoleId, unit: { id: string; name: string }, outsourced = false): DemoAccount => ({
    userName, role, roleZh: zhOf(role), unitId: unit.id, unitName: unit.name, outsourced, displayName: `${zhOf(role)}${/\d+$/.exec(userName)?.[0] ?? ''}`,
  })
  return [
    account('operator1', 'operator', hotline, true),
    account('operator2', 'operator', hotline, true),
    account('dispatcher1', 'dispatcher', hotline),
    account('dispatcher2', 'dispatcher', hotline),
    ...townships.map((unit, index) => account(`township${index + 1}`, 'handler', unit)),
    account('department1', 'handler', department),
    account('enterprise1', 'handler', heat),
    account('lead1', 'unit_lead', firstTownship),
    account('county1', 'county_coordinator', coordinator),
    account('reviewer1', 'reviewer', hotline),
    account('callback1', 'callback_agent', callback, true),
    account('callback2', 'callback_agent', callback, true),
    account('supervisor1', 'supervisor', hotline),
    account('inspector1', 'discipline_inspector', discipline),
    account('assessor1', 'assessor', hotline),
    account('leader1', 'leader', hotline),
    account('editor1', 'knowledge_editor', hotline),
    account('sysadmin1', 'system_admin', hotline),
    account('secadmin1', 'security_admin', hotline),
    account('auditadmin1', 'audit_admin', hotline),
  ]
}
