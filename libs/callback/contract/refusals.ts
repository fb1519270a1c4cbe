import { defineRefusals } from '@tongban/kernel/contract'

export const CALLBACK_REFUSALS = defineRefusals({
  CALLBACK_CLAIMED: { status: 409, zh: '{agentName}正在回访这一件', en: '{agentName} is already calling back this case' },
  CALLBACK_NOT_CLAIMED: { status: 409, zh: '请先领取再回访', en: 'Claim the callback first' },
  CALLBACK_TOO_EARLY: { status: 409, zh: '下一次回访时间是 {at}，三次要分布在至少两天的不同时段', en: 'The next attempt is due at {at}' },
  INVITATION_USED: { status: 409, zh: '这一轮已经发过评价短信，每轮只发一次', en: 'This round has had its message already' },
  INVITATION_NEEDS_PHONE: { status: 409, zh: '没有联系电话，不能发短信', en: 'There is no number to send a message to' },
  CALLBACK_ANSWERS_MISSING: { status: 400, zh: '接通后要记录群众的回答', en: 'An answered call needs the answers' },
  RATING_NOT_OPEN: { status: 409, zh: '现在还不能评价：办结前我们会请您评价，或者您已经评价过', en: 'No rating is open: nobody has asked for one yet, or it has been given' },
})
