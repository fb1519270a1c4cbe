import type { Reach, RoleId } from '@tongban/access/contract'
import type { UnitId, UserId } from '@tongban/kernel/core'

/** A role as this installation has it: the rows, not the shipped defaults. */
export type GrantedRole = { readonly id: RoleId; readonly zh: string; readonly reach: Reach; readonly permissions: readonly string[] }

/** A person's account, without its secret. */
export type Account = {
  readonly userId: UserId
  readonly userName: string
  readonly displayName: string
  readonly unitId: UnitId
  readonly outsourced: boolean
  readonly roles: readonly GrantedRole[]
}

const USER_NAME = /^[a-z0-9][a-z0-9._-]{1,63}$/

/** Names are kept in one spelling; an input method's full-width letters and a phone's capital are the same name. */
export const userNameOf = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

export const isUserName = (name: string): boolean => USER_NAME.test(name)
