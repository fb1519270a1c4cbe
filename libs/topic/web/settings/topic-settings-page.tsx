import type { ReactNode } from 'react'
import { boundsIn, flatOf, PageScaffold, SettingsForm, type SettingSection } from '@tongban/ui/web'
import { changeWarningSettings, DEFAULT_WARNING_SETTINGS, readWarningSettings, warningSettingsSchema, watchedClassSchema, type WarningSettingsView } from '../../contract/index.js'
import { CategoryField } from './category-field.js'
import { useSettingsText } from './settings-strings.js'

/** The numbers, in the order they are read, with what they count; half an alarm a month is a number too. */
const NUMBERS = [
  ['leastTopicSize', 'cases', 1], ['leastAlertSize', 'cases', 1], ['leastSpike', 'cases', 1], ['leastClassSpike', 'cases', 1], ['leastSensitive', 'cases', 1], ['falseAlarmsPerMonth', 'times', 0.5],
  ['acknowledgeHours', 'hours', 1], ['quietDays', 'days', 1],
] as const
const SHIPPED = flatOf(DEFAULT_WARNING_SETTINGS)

/** `/topic-settings`: from how many cases on, and with how much doubt, the system speaks up. */
export default function TopicSettingsPage(): ReactNode {
  const text = useSettingsText()
  const sections = ({ categoryNames }: WarningSettingsView): readonly SettingSection[] => [
    { fields: NUMBERS.map(([key, unit, step]) => ({ key, label: text(key), help: text(`${key}.what`), unit: text(`unit.${unit}`), step, ...boundsIn(warningSettingsSchema, key) })) },
    {
      title: text('classes'),
      hint: text('classes.what'),
      fields: watchedClassSchema.options.map((name) => ({
        key: `classes.${name}`, label: text(`class.${name}`), input: (field) => <CategoryField names={categoryNames} {...field} />,
        words: (codes: readonly string[]) => (codes.length === 0 ? text('none') : codes.map((code) => categoryNames[code] ?? code).join('、')),
      })),
    },
  ]
  return (
    <PageScaffold title={text('title')} permission="topic.read">
      <SettingsForm<WarningSettingsView>
        title={text('title')} hint={text('hint')} saved={text('saved')} reads={readWarningSettings} change={changeWarningSettings} under="settings" shipped={SHIPPED} sections={sections}
        versionOf={({ settings, ...rest }) => ({ ...rest, values: flatOf(settings) })}
      />
    </PageScaffold>
  )
}
