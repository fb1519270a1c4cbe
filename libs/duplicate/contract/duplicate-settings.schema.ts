import { z } from 'zod'

const within = (name: string, min: number, max: number): z.ZodNumber => z.number({ error: `${name}应为数字` }).min(min, { error: `${name}至少 ${min}` }).max(max, { error: `${name}最多 ${max}` })
const whole = (name: string, min: number, max: number): z.ZodInt => z.int({ error: `${name}应为整数` }).min(min, { error: `${name}至少 ${min}` }).max(max, { error: `${name}最多 ${max}` })
const share = (name: string): z.ZodNumber => within(name, 0, 1)
/** Told to people in percent. */
const likeness = (name: string): z.ZodNumber => z.number({ error: `${name}应为数字` }).min(0, { error: `${name}至少 0` }).max(1, { error: `${name}最多 1（100%）` })
/** Below 1 speaks for one matter, above 1 against it. */
const exponent = (name: string): z.ZodNumber => within(name, 0.2, 5)
const PLACES = { village: '同村居', township: '同镇街', county: '同旗县', other_township: '不同镇街', other_county: '不同旗县', unknown: '地点不明' } as const
const places = <Shape extends z.ZodType>(shape: (name: string) => Shape, of: string): z.ZodObject<{ readonly [Key in keyof typeof PLACES]: Shape }, z.core.$strict> =>
  z.strictObject(Object.fromEntries(Object.entries(PLACES).map(([key, name]) => [key, shape(`${name}${of}`)])) as { readonly [Key in keyof typeof PLACES]: Shape })

/** What each kind of agreement counts. Data: a city's own choices of its operators are the labels to set them by. */
export const duplicateWeightsSchema = z.strictObject({
  text: z.strictObject({
    contained: share('包含时的上限').describe('短的一段完全包含在长的一段里，最多算到这么像'),
    fullGrams: whole('内容够长的二字组数', 1, 200).describe('少于这么多个二字组的内容，包含关系打折扣'),
    thinCap: share('内容很短时的上限').describe('内容很短且地点不明时的上限'),
  }),
  place: z.strictObject({
    exponents: places(exponent, '的权重'),
    caps: places(share, '的上限'),
  }),
  category: z.strictObject({ same: exponent('同分类的权重'), near: exponent('相近分类的权重'), other: exponent('不同分类的权重'), unknown: exponent('分类不明的权重') }),
  sameCaller: exponent('同一来电人的权重'),
  time: z.strictObject({ drag: within('时间的影响', 0, 5), halfLifeDays: within('时间影响过半的天数', 1, 365) }),
})
export type DuplicateWeights = z.output<typeof duplicateWeightsSchema>

export const duplicateSettingsSchema = z.strictObject({
  windowDays: whole('查多少天以内的工单', 7, 1_000).describe('只看最近多少天的工单；还没办结的一直看'),
  showAt: likeness('提示的相似度').describe('相似度到多少才给话务员看'),
  likelyAt: likeness('标“很可能”的相似度').describe('相似度到多少标“很可能”'),
  weights: duplicateWeightsSchema,
})
export type DuplicateSettings = z.output<typeof duplicateSettingsSchema>

/** So many changes are told of; earlier ones stay in the table. */
export const DUPLICATE_HISTORY_MOST = 50

/** As shipped. How they were found, and what they were measured to do: docs/dispatch-quality/duplicates.md. */
export const DEFAULT_DUPLICATE_SETTINGS: DuplicateSettings = {
  windowDays: 400,
  showAt: 0.5,
  likelyAt: 0.75,
  weights: {
    text: { contained: 0.9, fullGrams: 24, thinCap: 0.85 },
    place: {
      exponents: { village: 0.6, township: 0.7, county: 0.95, other_township: 1.1, other_county: 1.2, unknown: 1 },
      caps: { village: 1, township: 1, county: 1, other_township: 0.7, other_county: 0.55, unknown: 1 },
    },
    category: { same: 0.85, near: 0.93, other: 1.1, unknown: 1 },
    sameCaller: 0.75,
    time: { drag: 0.3, halfLifeDays: 60 },
  },
}
