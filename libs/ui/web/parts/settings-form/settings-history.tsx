import { Button } from 'antd'
import type { ReactNode } from 'react'
import { formatMoment } from '../../format/moment.js'
import { useLanguage } from '../../i18n/strings.js'
import { changedFields, wordsOf, type SettingField, type SettingsVersion, type SettingValues } from './setting-field.js'
import { useFormText } from './settings-form-strings.js'
import type { SettingsWork } from './use-settings-draft.js'
import styles from './settings-form.module.css'

const joined = (parts: readonly (string | null | undefined)[], comma: string): string => parts.filter((part) => part !== null && part !== undefined && part !== '').join(comma)

/** Who changed it, when and why, as a sentence. */
export function useTold(): (one: SettingsVersion) => string {
  const text = useFormText()
  const { language } = useLanguage()
  return ({ version, changedBy, changedAt, reason }) => {
    const by = joined([changedBy?.name, changedAt === null ? '' : formatMoment(changedAt, 'minute', language)], ' ')
    return reason === null || reason === '' ? text('told', { version, by }) : text('told.why', { version, by, reason })
  }
}

/** What differs, in words. A single value needs no name. */
function useChanges(fields: readonly SettingField[]): (before: SettingValues, after: SettingValues) => string {
  const text = useFormText()
  return (before, after) =>
    changedFields(fields, before, after)
      .map((field) => text(fields.length === 1 ? 'change.one' : 'change', { name: field.label, before: wordsOf(field, before[field.key]), after: wordsOf(field, after[field.key]) }))
      .join(text('and'))
}

/** Somebody saved meanwhile: who, when, why and what; nothing is sent before it was looked at. */
export function StaleNote({ work }: { readonly work: SettingsWork }): ReactNode {
  const text = useFormText()
  const { language } = useLanguage()
  const { fields, now, begun, takeOver } = work
  const changes = useChanges(fields)
  if (!work.isStale) return null
  const only = fields.length === 1 ? fields[0] : undefined
  const what = begun === undefined ? '' : changes(begun, now.values)
  const told = {
    who: now.changedBy?.name ?? text('somebody'), when: joined([now.changedAt === null ? '' : formatMoment(now.changedAt, 'short', language), now.reason], text('comma')),
    changes: what, value: only === undefined ? '' : wordsOf(only, now.values[only.key]),
  }
  return (
    <div className={styles.stale} role="alert">
      <p>{text(only !== undefined ? 'stale.one' : what === '' ? 'stale.bare' : 'stale', told)}</p>
      <Button size="small" onClick={takeOver}>
        {text(only === undefined ? 'seen' : 'seen.one')}
      </Button>
    </div>
  )
}

/** Every change with its author, moment and reason, the newest first. */
export function SettingsHistory({ work: { fields, history, shipped } }: { readonly work: SettingsWork }): ReactNode {
  const text = useFormText()
  const told = useTold()
  const changes = useChanges(fields)
  if (history.length === 0) return null
  return (
    <details className={styles.history}>
      <summary>{text('history', { count: history.length })}</summary>
      <ul aria-label={text('history', { count: history.length })}>
        {history.map((one, at) => {
          // the oldest one told of stands alone unless it is the first there was
          const before = history[at + 1]?.values ?? (one.version === 1 ? shipped : one.values)
          return (
            <li key={one.version}>
              <p>{told(one)}</p>
              <p className={styles.small}>{changes(before, one.values)}</p>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
