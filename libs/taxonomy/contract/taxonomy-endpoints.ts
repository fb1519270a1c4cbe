import { categoryCodeField, defineEndpoint, textField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { categorySchema } from './category.schema.js'

/** One step of the tree, or with `q` every category below the parent (of the whole tree without one) whose name or keywords contain it. */
export const listCategories = defineEndpoint({
  name: 'listCategories', method: 'GET', path: '/taxonomy/categories', permission: 'taxonomy.read', tag: 'taxonomy',
  summary: '下级分类（不填上级时为第一级）；填搜索内容时按名称与关键词查（最多 100 个）',
  query: z.strictObject({ parentCode: categoryCodeField.optional(), q: textField('搜索内容', { max: 40 }).optional() }),
  response: z.object({ items: z.array(categorySchema) }), refusals: ['CATEGORY_UNKNOWN'],
})

export const TAXONOMY_ENDPOINTS: readonly Endpoint[] = [listCategories]
