import { may, type Permission, type Principal } from '@tongban/access/contract'

/** While a person's work needs it: `callback_claimed` as long as the person holds the claim on the case's callback. */
export type SealedCondition = 'callback_claimed'

/**
 * Whom a sealed caller may be shown to (保密件). Whoever is not here is refused whatever else they may: handlers, unit leads, coordinators,
 * reviewers, supervisors, leaders. The operator who files sees what he types, and not again.
 */
export const SEALED_READERS: readonly { readonly permission: Permission; readonly when: SealedCondition; readonly because: string }[] = [
  { permission: 'callback.work', when: 'callback_claimed', because: '回访要打电话给诉求人' },
]

/** Under which condition this person may be shown a sealed caller; null: never. */
export const sealedConditionFor = (principal: Principal): SealedCondition | null =>
  SEALED_READERS.find(({ permission }) => may(principal, permission))?.when ?? null
