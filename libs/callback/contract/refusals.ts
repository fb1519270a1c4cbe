import { defineRefusals } from '@tongban/kernel/contract'

export const CALLBACK_REFUSALS = defineRefusals({
  CALLBACK_CLAIMED: { status: 409, zh: '{agentName}正在回访这一件', en: '{agentName} is already calling back this case' },
  CALLBACK_NOT_CLAIMED: { status: 409, zh: '请先领取再回访', en: 'Claim the callback first' },
  CALLBACK_TOO_EARLY: { status: 409, zh: '下一次回访时间是 {at}，三次要分布在至少两天的不同时段', en: 'The next attempt is due at {at}' },
  CALLBACK_ANSWERS_MISSING: { status: 400, zh: '接通后要记录群众的回答', en: 'An answered call needs the answers' },
})
