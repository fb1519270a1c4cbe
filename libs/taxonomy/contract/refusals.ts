import { defineRefusals } from '@tongban/kernel/contract'

export const TAXONOMY_REFUSALS = defineRefusals({
  CATEGORY_UNKNOWN: { status: 422, zh: '没有代码为 {categoryCode} 的分类', en: 'No category {categoryCode}' },
})
