import { SYSTEM_PERMISSIONS, SystemPrincipal, type Principal } from '@tongban/access/contract'
import { idOf } from '@tongban/kernel/core'

export const MACHINE_NAME_ZH = '系统'

const MACHINE: Principal = {
  userId: idOf('system'),
  displayName: MACHINE_NAME_ZH,
  unitId: idOf('system'),
  roles: ['system'],
  permissions: new Set(SYSTEM_PERMISSIONS),
  scope: { kind: 'city', unitId: null },
  outsourced: false,
}

/** The machine acting by itself; it has no account and cannot sign in. */
export class MachinePrincipal extends SystemPrincipal {
  override principal(): Principal {
    return MACHINE
  }
}
