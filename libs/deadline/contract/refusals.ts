import { defineRefusals } from '@tongban/kernel/contract'

export const DEADLINE_REFUSALS = defineRefusals({
  CLOCK_FINISHED: { status: 409, zh: '时钟已经结束（{state}），不能再变动', en: 'The clock has ended ({state}) and cannot change' },
  CLOCK_NOT_RUNNING: { status: 409, zh: '时钟没有在走（{state}）', en: 'The clock is not running ({state})' },
  CLOCK_NOT_PAUSED: { status: 409, zh: '时钟没有暂停', en: 'The clock is not paused' },
  CLOCK_NOT_SATISFIED: { status: 409, zh: '时钟没有完成（{state}），不能继续计时', en: 'The clock was not satisfied ({state}) and cannot be reopened' },
  CLOCK_ALREADY_OVERDUE: {
    status: 409,
    zh: '时钟已于 {dueAt} 超期，不能再延期或改期',
    en: 'The clock was due at {dueAt}: it can no longer be extended or rescheduled',
  },
  CLOCK_ALREADY_EXTENDED: { status: 409, zh: '只能延期一次', en: 'A clock is extended once only' },
  CLOCK_EXTENSION_NOT_LATER: { status: 422, zh: '延期应当晚于原到期时间（{dueAt}）', en: 'An extension ends after the present due moment ({dueAt})' },
  CLOCK_EXTENSION_TOO_LONG: {
    status: 422,
    zh: '延期须与原时限同一单位，且不超过原时限（{limit}）',
    en: 'An extension is in the unit of the original limit ({limit}) and at most as long',
  },
  DEADLINE_POLICY_MISSING: { status: 422, zh: '时限规则缺少“{serviceClass}”一行', en: 'The deadline policy has no row for {serviceClass}' },
})
