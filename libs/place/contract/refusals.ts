import { defineRefusals } from '@tongban/kernel/contract'

export const PLACE_REFUSALS = defineRefusals({
  PLACE_NAME_UNKNOWN: { status: 404, zh: '地名库里没有这一条', en: 'The gazetteer has no such entry' },
  PLACE_NAME_TAKEN: { status: 409, zh: '“{name}”在{place}已经有了', en: '"{name}" is in the gazetteer for {place} already' },
  PLACE_NAME_OF_DIVISION: {
    status: 422, zh: '{field}“{name}”就是{place}的名称，系统本来就认得，写成地名反而认不准：请换一个叫法', en: 'The {field} "{name}" is what {place} is called: it is known already, and would only be heard less surely',
  },
  PLACE_NAME_STALE: { status: 409, zh: '这一条刚刚被别人改过，请看最新内容再改', en: 'The entry has been changed meanwhile: look at it again' },
  PLACE_NAME_SETTLED: { status: 409, zh: '“{name}”现在是“{status}”，不能这样处理', en: '"{name}" is {status}: this cannot be done with it' },
  PLACE_DIVISION_UNKNOWN: { status: 422, zh: '没有代码为 {divisionCode} 的旗县以下区划', en: 'No county, township or village {divisionCode}' },
  PLACE_RULES_STALE: { status: 409, zh: '设置刚刚被别人改过，请看最新内容再改', en: 'The settings have been changed meanwhile: look at them again' },
})
