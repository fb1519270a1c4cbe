import type { ReactNode } from 'react'
import { z } from 'zod'

/** A number, or a list of codes. */
export type SettingValue = number | readonly string[]
/** Flat: where a value stands in the settings (`weights.text.contained`), and the value. */
export type SettingValues = Readonly<Record<string, SettingValue>>
/** While it is edited a number may be missing. */
export type DraftValues = Readonly<Record<string, SettingValue | null>>

type Named = { readonly key: string; readonly label: string; /** What it means to whoever changes it. */ readonly help?: string }

export type NumberSetting = Named & {
  readonly least: number
  readonly most: number
  readonly step: number
  readonly unit?: string
  /** Shown and typed as so many times what is stored: 100 for a share told in percent. */
  readonly times?: number
  /** As it is read in a sentence, where number and unit do not say enough. */
  readonly words?: (value: number) => string
}

export type ListInput = { readonly id: string; readonly value: readonly string[]; readonly isFaulty: boolean; readonly onChange: (value: readonly string[]) => void }
/** Codes picked from something only the page knows. */
export type ListSetting = Named & { readonly words: (codes: readonly string[]) => string; readonly input: (field: ListInput) => ReactNode }

export type SettingField = NumberSetting | ListSetting
export type FieldGroup = { readonly title?: string; readonly hint?: string; readonly fields: readonly SettingField[] }
/** Groups behind a fold: what is rarely changed. */
export type FoldedGroups = { readonly title: string; readonly hint: string; readonly folded: readonly FieldGroup[] }
/** What the page says of its own between the fields: figures to choose by, where a change can be tried. */
export type OwnPart = { readonly own: ReactNode }
export type SettingSection = FieldGroup | FoldedGroups | OwnPart

/** The settings as they were once; version 0 is as shipped, by nobody. */
export type SettingsVersion = {
  readonly version: number
  readonly values: SettingValues
  readonly reason: string | null
  readonly changedBy: { readonly name: string } | null
  readonly changedAt: string | null
}

export const fieldsOf = (sections: readonly SettingSection[]): readonly SettingField[] =>
  sections.flatMap((section) => ('fields' in section ? section.fields : 'folded' in section ? section.folded.flatMap(({ fields }) => fields) : []))

/** Nested settings of a contract as a list of values. */
export const flatOf = (settings: object, at = ''): SettingValues =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([key, value]: [string, SettingValue | object]) =>
      typeof value === 'number' || Array.isArray(value) ? [[`${at}${key}`, value as SettingValue]] : Object.entries(flatOf(value, `${at}${key}.`)),
    ),
  )

/** As the contract has it, to be checked by it. */
export function nestedOf(values: DraftValues): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(values)) {
    const keys = path.split('.')
    const last = keys.pop() ?? ''
    const place = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, root)
    place[last] = value
  }
  return root
}

const shapeAt = (schema: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner instanceof z.ZodObject ? (inner.shape as Record<string, unknown>)[key] : undefined), schema)

/** The bounds the contract sets, so that a page never says others. */
export function boundsIn(schema: z.ZodType, path: string): { readonly least: number; readonly most: number } {
  const found = shapeAt(schema, path)
  if (!(found instanceof z.ZodNumber) || found.minValue === null || found.maxValue === null) throw new Error(`the contract sets no bounds of ${path}`)
  return { least: found.minValue, most: found.maxValue }
}

/** How long a reason the contract takes. */
export function reasonMost(body: z.ZodType): number | undefined {
  const found = shapeAt(body, 'reason')
  const most = found instanceof z.ZodType ? found.meta()?.['maxLength'] : undefined
  return typeof most === 'number' ? most : undefined
}

export const isSameValue = (one: SettingValue | null | undefined, other: SettingValue | null | undefined): boolean =>
  typeof one === 'object' && typeof other === 'object' ? one?.join() === other?.join() : one === other

/** What the person has changed stays; what only somebody else has changed is taken over, not turned back. */
export const rebased = (mine: DraftValues, begun: SettingValues, now: SettingValues): DraftValues => ({
  ...now,
  ...Object.fromEntries(Object.entries(mine).filter(([key, value]) => !isSameValue(value, begun[key]))),
})

/** Without the dust of binary fractions: 0.55 is 55, not 55.000000000000007. */
export const shownOf = ({ times = 1 }: NumberSetting, stored: number): number => Number((stored * times).toFixed(6))
export const storedOf = ({ times = 1 }: NumberSetting, shown: number): number => Number((shown / times).toFixed(6))

const withUnit = (field: NumberSetting, stored: number): string => {
  const { unit = '' } = field
  return `${shownOf(field, stored)}${unit === '' || unit === '%' ? unit : ` ${unit}`}`
}

/** As it is read in a sentence: 55%, 400 天, 0.9. */
export function wordsOf(field: SettingField, value: SettingValue | null | undefined): string {
  if ('input' in field) return field.words(typeof value === 'object' ? (value ?? []) : [])
  return typeof value !== 'number' ? '' : (field.words?.(value) ?? withUnit(field, value))
}

/** A percent sign stands on both, another unit once. */
export const rangeOf = (field: NumberSetting): { readonly least: string; readonly most: string } => ({
  least: field.unit === '%' ? withUnit(field, field.least) : String(shownOf(field, field.least)),
  most: withUnit(field, field.most),
})

/** What differs; empty when nothing does. */
export const changedFields = (fields: readonly SettingField[], before: SettingValues, after: SettingValues): readonly SettingField[] => fields.filter(({ key }) => !isSameValue(before[key], after[key]))
