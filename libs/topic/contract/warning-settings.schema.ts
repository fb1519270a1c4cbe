import { z } from 'zod'
import { categoryCodeField } from '@tongban/kernel/contract'
import { watchedClassSchema } from './topic-words.js'

const atLeast = (name: string, min: number, max: number): z.ZodInt => z.int({ error: `${name}应为整数` }).min(min, { error: `${name}至少 ${min}` }).max(max, { error: `${name}最多 ${max}` })

/** What is told, to how much doubt, and how long an answer may take: data of the whole city, changed by who watches the whole city. */
export const warningSettingsSchema = z.strictObject({
  leastTopicSize: atLeast('热点最少件数', 2, 100).describe('几件才算热点'),
  leastAlertSize: atLeast('热点预警最少件数', 3, 500).describe('上升的热点达到几件才预警'),
  leastSpike: atLeast('激增最少件数', 3, 1000),
  leastClassSpike: atLeast('重点领域最少件数', 2, 1000),
  leastSensitive: atLeast('敏感诉求最少件数', 1, 1000),
  falseAlarmsPerMonth: z.number({ error: '每月误报应为数字' }).min(0.1, { error: '每月误报至少 0.1' }).max(100, { error: '每月误报最多 100' }).describe('什么也没有发生时，每月容许的误报次数'),
  acknowledgeHours: atLeast('确认时限（小时）', 1, 168),
  quietDays: atLeast('不重复预警天数', 0, 90),
  classes: z.record(watchedClassSchema, z.array(categoryCodeField).max(30, { error: '每类最多 30 个分类' })).describe('重点领域的分类'),
})
export type WarningSettings = z.output<typeof warningSettingsSchema>

/** So many changes are told of; earlier ones stay in the table. */
export const SETTINGS_HISTORY_MOST = 50

/** What an installation starts with; the classes by the shipped category tree. */
export const DEFAULT_WARNING_SETTINGS: WarningSettings = {
  leastTopicSize: 3, leastAlertSize: 5, leastSpike: 5, leastClassSpike: 3, leastSensitive: 3, falseAlarmsPerMonth: 2, acknowledgeHours: 4, quietDays: 7,
  classes: { heating: ['0405', '110207'], flood: ['070202', '080501'], fire: ['020205', '020606', '0807'] },
}
