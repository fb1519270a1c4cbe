import { boundsIn, flatOf, type SettingField } from '@tongban/ui/web'
import { DEFAULT_DUPLICATE_SETTINGS, duplicateSettingsSchema } from '../../contract/index.js'
import type { SettingsKey, useSettingsText } from './settings-strings.js'

export const MAIN = ['windowDays', 'showAt', 'likelyAt'] as const
export const SHIPPED = flatOf(DEFAULT_DUPLICATE_SETTINGS)
const WEIGHTS = Object.keys(SHIPPED).filter((path) => path.startsWith('weights.')) as SettingsKey[]

/** The groups in which the weights are read. */
export const GROUPS: readonly { readonly title: SettingsKey; readonly names: readonly SettingsKey[] }[] = [
  { title: 'group.text', names: WEIGHTS.filter((path) => path.startsWith('weights.text.')) },
  { title: 'group.exponents', names: WEIGHTS.filter((path) => path.startsWith('weights.place.exponents.')) },
  { title: 'group.caps', names: WEIGHTS.filter((path) => path.startsWith('weights.place.caps.')) },
  { title: 'group.category', names: WEIGHTS.filter((path) => path.startsWith('weights.category.')) },
  { title: 'group.rest', names: WEIGHTS.filter((path) => path === 'weights.sameCaller' || path.startsWith('weights.time.')) },
]

/** Weights and caps go in small steps, days and counts in whole ones. */
const LARGEST_SHARE = 5

/** A likeness is told in percent, as the operator sees it; weights have no unit. */
export function fieldOf(name: SettingsKey, text: ReturnType<typeof useSettingsText>): SettingField {
  const field = { key: name, label: text(name), ...boundsIn(duplicateSettingsSchema, name) }
  if (name === 'showAt' || name === 'likelyAt') return { ...field, step: 1, unit: '%', times: 100 }
  return { ...field, step: field.most > LARGEST_SHARE ? 1 : 0.05, ...(name === 'windowDays' ? { unit: text('unit.days') } : {}) }
}
