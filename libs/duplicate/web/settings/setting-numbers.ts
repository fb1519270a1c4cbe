import { z } from 'zod'
import { DEFAULT_DUPLICATE_SETTINGS, duplicateSettingsSchema, type DuplicateSettings } from '../../contract/index.js'
import type { SettingsKey, useSettingsText } from './settings-strings.js'

type Text = ReturnType<typeof useSettingsText>
/** The settings as a list: where a number stands, and the number; while it is edited it may be missing. */
export type Flat<Value extends number | null = number> = Readonly<Record<string, Value>>

export const MAIN = ['windowDays', 'showAt', 'likelyAt'] as const
export type MainName = (typeof MAIN)[number]

const flatten = (value: unknown, at: string): readonly (readonly [string, number])[] =>
  typeof value === 'number' ? [[at, value]] : Object.entries(value as object).flatMap(([key, inner]) => flatten(inner, at === '' ? key : `${at}.${key}`))
export const flatOf = (settings: DuplicateSettings): Flat => Object.fromEntries(flatten(settings, ''))

/** As the contract has it, to be checked by it. */
export function nestedOf(flat: Flat<number | null>): unknown {
  const root: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(flat)) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const place = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, root)
    place[last] = value
  }
  return root
}

export const SHIPPED = flatOf(DEFAULT_DUPLICATE_SETTINGS)
export const WEIGHTS = Object.keys(SHIPPED).filter((path) => path.startsWith('weights.')) as SettingsKey[]

/** The groups in which the weights are read. */
export const GROUPS: readonly { readonly title: SettingsKey; readonly paths: readonly SettingsKey[] }[] = [
  { title: 'group.text', paths: WEIGHTS.filter((path) => path.startsWith('weights.text.')) },
  { title: 'group.exponents', paths: WEIGHTS.filter((path) => path.startsWith('weights.place.exponents.')) },
  { title: 'group.caps', paths: WEIGHTS.filter((path) => path.startsWith('weights.place.caps.')) },
  { title: 'group.category', paths: WEIGHTS.filter((path) => path.startsWith('weights.category.')) },
  { title: 'group.rest', paths: WEIGHTS.filter((path) => path === 'weights.sameCaller' || path.startsWith('weights.time.')) },
]

/** The bounds the contract sets, so that the page never says others. */
export function boundsOf(path: string): { readonly least: number; readonly most: number } {
  const found = path.split('.').reduce<unknown>((schema, key) => (schema instanceof z.ZodObject ? (schema.shape as Record<string, unknown>)[key] : undefined), duplicateSettingsSchema)
  return found instanceof z.ZodNumber ? { least: found.minValue ?? 0, most: found.maxValue ?? 0 } : { least: 0, most: 0 }
}

/** A likeness is told in percent, as the operator sees it; everything else as it is. */
export const isPercent = (path: string): boolean => path === 'showAt' || path === 'likelyAt'
/** Without the dust of binary fractions: 0.55 is 55, not 55.000000000000007. */
export const shownOf = (path: string, value: number): number => (isPercent(path) ? Number((value * 100).toFixed(2)) : value)
export const storedOf = (path: string, shown: number | null): number | null => (shown === null || !isPercent(path) ? shown : Number((shown / 100).toFixed(4)))

/** What differs, in words; empty when nothing does. */
export const changesBetween = (before: Flat, after: Flat, text: Text): string[] =>
  Object.keys(after).flatMap((path) => {
    const [was, is] = [before[path] ?? 0, after[path] ?? 0]
    return was === is ? [] : [text('change', { name: text(path as SettingsKey), before: wordsOf(path, was, text), after: wordsOf(path, is, text) })]
  })

/** Weights have no unit. */
export const unitOf = (path: string, text: Text): string => (isPercent(path) ? '%' : path === 'windowDays' ? text('unit.days') : '')
/** As it is read in a sentence: 55%, 400 天, 0.9. */
export const wordsOf = (path: string, stored: number, text: Text): string => `${shownOf(path, stored)}${isPercent(path) ? '%' : path === 'windowDays' ? ` ${unitOf(path, text)}` : ''}`
