import { CITIZEN_USER_ID, type Permission, type Principal } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'

const MAY: readonly Permission[] = ['case.withdraw', 'case.urge', 'case.add_facts', 'case.appeal']

/** The citizen at their own case. Sees nothing by itself: the session names the one case, and only that one is asked for. */
export const CITIZEN: Principal = {
  userId: CITIZEN_USER_ID,
  displayName: '诉求人',
  unitId: idOf('citizen'),
  roles: [],
  permissions: new Set(MAY),
  scope: { kind: 'none' },
  outsourced: false,
}
