import { DEFAULT_WARNING_SETTINGS, warningSettingsSchema, type WarningSettings, type WatchedClass } from '../../contract/index.js'
import type { useSettingsText } from './settings-strings.js'

type Text = ReturnType<typeof useSettingsText>

/** The numbers, in the order they are read, with what they count. */
export const NUMBERS = [
  ['leastTopicSize', 'cases'], ['leastAlertSize', 'cases'], ['leastSpike', 'cases'], ['leastClassSpike', 'cases'], ['leastSensitive', 'cases'], ['falseAlarmsPerMonth', 'times'], ['acknowledgeHours', 'hours'], ['quietDays', 'days'],
] as const satisfies readonly (readonly [keyof WarningSettings, 'cases' | 'times' | 'hours' | 'days'])[]
export type NumberName = (typeof NUMBERS)[number][0]
export const CLASSES: readonly WatchedClass[] = ['heating', 'flood', 'fire']

/** The bounds the contract sets, so that the page never says others. */
export const boundsOf = (name: NumberName): { readonly least: number; readonly most: number } => {
  const { minValue, maxValue } = warningSettingsSchema.shape[name]
  return { least: minValue ?? 0, most: maxValue ?? 0 }
}

/** What differs, in words; empty when nothing does. */
export function changesBetween(before: WarningSettings, after: WarningSettings, text: Text, categoryNames: Readonly<Record<string, string>>): string[] {
  const listed = (codes: readonly string[]): string => (codes.length === 0 ? text('none') : codes.map((code) => categoryNames[code] ?? code).join('、'))
  const numbers = NUMBERS.flatMap(([name, unit]) =>
    before[name] === after[name] ? [] : [text('change', { name: text(name), before: before[name], after: `${after[name]} ${text(`unit.${unit}`)}` })],
  )
  const classes = CLASSES.flatMap((name) =>
    before.classes[name].join() === after.classes[name].join() ? [] : [text('change', { name: text(`class.${name}`), before: listed(before.classes[name]), after: listed(after.classes[name]) })],
  )
  return [...numbers, ...classes]
}

export const SHIPPED = DEFAULT_WARNING_SETTINGS
