import { defineRefusals } from '@tongban/kernel/contract'

export const ORG_REFUSALS = defineRefusals({
  DIVISION_UNKNOWN: { status: 422, zh: '没有代码为 {divisionCode} 的区划，或不在本市', en: 'No division {divisionCode} in this city' },
})
