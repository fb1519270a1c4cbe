import type { ReactNode } from 'react'
import { formatMoment, instantOf, registerStrings, useLanguage } from '@tongban/ui/web'
import type { PresentPerson } from '../contract/index.js'
import { usePresence } from './presence.js'
import styles from './presence-line.module.css'

const { useText } = registerStrings('presence', {
  zh: { person: '{name}（{role}）', between: '、', some: '{names}也在看', many: '{names}等 {count} 人也在看', since: '{name} {unit} {moment} 起' },
  en: { person: '{name} ({role})', between: ', ', some: '{names} also here', many: '{names} and others also here ({count})', since: '{name} {unit} since {moment}' },
})

const NAMED = 3

/** “王敏（审核员）也在看”: a line for the head of a case's page. Nothing when nobody else is there. */
export function CasePresence({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useText()
  const { language } = useLanguage()
  const others = usePresence(caseId)
  const nameOf = ({ name, roleZh, unitName }: PresentPerson): string => {
    const role = language === 'zh' ? (roleZh ?? unitName) : (unitName ?? roleZh)
    return role === null ? name : text('person', { name, role })
  }
  const names = others.slice(0, NAMED).map(nameOf).join(text('between'))
  const title = others
    .map(({ name, unitName, since }) => text('since', { name, unit: unitName ?? '', moment: formatMoment(instantOf(since), 'minute', language) }))
    .join('\n')
  return (
    <span className={styles.line} role="status" title={title}>
      {others.length === 0 ? null : text(others.length > NAMED ? 'many' : 'some', { names, count: others.length })}
    </span>
  )
}
