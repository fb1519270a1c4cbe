import { defineRefusals } from '@tongban/kernel/contract'

export const INTAKE_REFUSALS = defineRefusals({
  CALLER_UNKNOWN: { status: 404, zh: '这件工单没有登记诉求人', en: 'No caller is recorded for this case' },
  CALLER_SEALED: { status: 403, zh: '保密件：诉求人身份只对认领了回访的回访员显示', en: 'Sealed: who reported is shown only to the callback agent who has claimed the call' },
  REVEAL_REASON_MISSING: { status: 400, zh: '查看电话姓名要写明理由', en: 'A reason is needed to reveal the caller' },
  UNIT_CHOICE_UNKNOWN: { status: 422, zh: '选择的承办单位不在建议之列', en: 'The chosen unit is not among the suggestions' },
  JOIN_NEEDS_DISPATCH: { status: 422, zh: '并入的诉求不能同时直接答复或不予受理', en: 'A call that joins a case cannot be answered or declined at once' },
})
