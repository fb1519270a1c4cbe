import { z } from 'zod'

const share = z.number().min(0).max(1)
/** Below 1 speaks for one matter, above 1 against it. */
const exponent = z.number().min(0.2).max(5)

/** What each kind of agreement counts. Data: a city's own choices of its operators are the labels to set them by. */
export const duplicateWeightsSchema = z.strictObject({
  text: z.strictObject({
    contained: share.describe('短的一段完全包含在长的一段里，最多算到这么像'),
    fullGrams: z.int().min(1).max(200).describe('少于这么多个二字组的内容，包含关系打折扣'),
    thinCap: share.describe('内容很短且地点不明时的上限'),
  }),
  place: z.strictObject({
    exponents: z.strictObject({ village: exponent, township: exponent, county: exponent, other_township: exponent, other_county: exponent, unknown: exponent }),
    caps: z.strictObject({ village: share, township: share, county: share, other_township: share, other_county: share, unknown: share }),
  }),
  category: z.strictObject({ same: exponent, near: exponent, other: exponent, unknown: exponent }),
  sameCaller: exponent,
  time: z.strictObject({ drag: z.number().min(0).max(5), halfLifeDays: z.number().min(1).max(365) }),
})
export type DuplicateWeights = z.output<typeof duplicateWeightsSchema>

export const duplicateSettingsSchema = z.strictObject({
  windowDays: z.int().min(7).max(1_000).describe('只看最近多少天的工单；还没办结的一直看'),
  showAt: share.describe('相似度到多少才给话务员看'),
  likelyAt: share.describe('相似度到多少标“很可能”'),
  weights: duplicateWeightsSchema,
})
export type DuplicateSettings = z.output<typeof duplicateSettingsSchema>

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
