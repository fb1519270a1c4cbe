import { defineRefusals } from '@tongban/kernel/contract'

export const INTAKE_REFUSALS = defineRefusals({
  CALLER_UNKNOWN: { status: 404, zh: '这件工单没有登记诉求人', en: 'No caller is recorded for this case' },
  CALLER_SEALED: { status: 403, zh: '保密件：承办单位不能查看诉求人身份', en: 'Sealed: a handling unit may not see who reported' },
  REVEAL_REASON_MISSING: { status: 400, zh: '查看电话姓名要写明理由', en: 'A reason is needed to reveal the caller' },
  UNIT_CHOICE_UNKNOWN: { status: 422, zh: '选择的承办单位不在建议之列', en: 'The chosen unit is not among the suggestions' },
})
