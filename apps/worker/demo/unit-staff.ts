import type { RoleId } from '@tongban/access/contract'
import type { Chance } from './chance.js'
import { GIVEN_NAMES, SURNAMES } from './scenarios.js'

export type StaffMember = { readonly userId: string; readonly displayName: string }

/** Makes an account of a unit; implemented with access's own use case. */
export type Hire = (person: { readonly userName: string; readonly displayName: string; readonly unitId: string; readonly role: RoleId }) => Promise<string>

/** People of units that have no account to sign in with for show: each is taken on when first needed, and is the same person ever after. */
export class UnitStaff {
  private readonly members = new Map<string, StaffMember>()

  constructor(
    private readonly hire: Hire,
    private readonly chance: Chance,
  ) {}

  async member(role: RoleId, unitId: string): Promise<StaffMember> {
    const key = `${role} ${unitId}`
    const known = this.members.get(key)
    if (known !== undefined) return known
    const displayName = `${this.chance.pick(SURNAMES)}${this.chance.pick(GIVEN_NAMES)}`
    const userId = await this.hire({ userName: `staff${String(this.members.size + 1).padStart(3, '0')}`, displayName, unitId, role })
    const member = { userId, displayName }
    this.members.set(key, member)
    return member
  }
}
