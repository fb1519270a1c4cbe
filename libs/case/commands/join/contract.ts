import { textField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { mergeParentSchema } from '../merge/contract.js'

/** What an operator does for a caller on the line: their own call follows the case there is. Settling a case that others have filed is `merge`. */
export const join = defineCaseCommand({
  name: 'join',
  zh: '登记时并入',
  target: 'case',
  permission: 'case.join',
  actor: 'outside_handling_units',
  offered: false,
  from: ['awaiting_dispatch'],
  to: ['merged'],
  body: z.strictObject({ parent: mergeParentSchema, reason: textField('并案理由', { min: 2, max: 500 }) }),
  events: [],
  refusals: ['JOIN_NOT_YOURS', 'MERGE_SELF', 'PARENT_ENDED', 'PARENT_IS_MERGED', 'HAS_CHILDREN', 'UNIT_RECUSED', 'EMERGENCY_NOT_FOLLOWED', 'DEPARTMENT_ONLY'],
  mount: 'own',
  example: { parentNumber: '20261121000123', reason: '不同诉求人反映同一件事' },
  rules: ['登记人把刚登记、还没有派出的这通来电并入在办的工单；其余同并案', '已派出过的、别人登记的，由有并案权限的人并'],
})
