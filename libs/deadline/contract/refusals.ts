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
  POLICY_ROWS_TIED: {
    status: 422,
    zh: '第 {row} 行与第 {other} 行说的是同样的工单，都给出了“{kind}”时限，无法判断用哪一行',
    en: 'Rows {row} and {other} speak of the same cases and both give the limit {kind}: nothing says which one holds',
  },
  LADDER_SILENCED: { status: 422, zh: '升级阶梯不能静音：{what}', en: 'The escalation ladder cannot be silenced: {what}' },
  POLICY_FAULTY: { status: 422, zh: '时限规则有 {count} 处问题，第一处：{first}', en: 'The deadline table has {count} faults; the first: {first}' },
  POLICY_FROM_TOO_EARLY: {
    status: 422,
    zh: '新版本最早自 {earliest} 起生效：已经生效的日子不再改动（生效不足 {days} 天的版本，更正可以当天生效）',
    en: 'A new version begins on {earliest} at the earliest: days in force are never changed (a version in force for less than {days} days may be corrected the same day)',
  },
  POLICY_SUPERSEDED: { status: 409, zh: '别人刚刚发布了第 {latest} 版，请看过之后再发布', en: 'Version {latest} has been published meanwhile: look at it first' },
  POLICY_VERSION_UPCOMING: {
    status: 409,
    zh: '第 {version} 版将自 {validFrom} 起生效：请先撤回，或声明由新版本代替',
    en: 'Version {version} begins on {validFrom}: withdraw it first, or name it as the one to replace',
  },
  POLICY_NOT_UPCOMING: { status: 409, zh: '第 {version} 版已经生效或已经撤回，不能再撤回', en: 'Version {version} is in force already or withdrawn' },
  DEADLINE_POLICY_MISSING: { status: 422, zh: '时限规则缺少“{serviceClass}”一行', en: 'The deadline policy has no row for {serviceClass}' },
})
