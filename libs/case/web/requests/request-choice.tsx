import type { ReactNode } from 'react'
import { useRequestText } from '../strings/request-strings.js'
import { Choices } from '../work/form-parts.js'
import styles from '../work/form.module.css'
import { RequestCard } from './request-card.js'
import type { ChosenRequest } from './use-request-form.js'

/** Which request the form is about: the only one, or one of several. */
export function RequestChoice({ of: { view, requests, chosen, choose } }: { readonly of: ChosenRequest }): ReactNode {
  const text = useRequestText()
  if (view === undefined || chosen === undefined) return <p className={styles.hint}>{text('form.none')}</p>
  return (
    <>
      {requests.length < 2 ? null : (
        <Choices
          legend={text('form.which')}
          stacked
          options={requests.map(({ id, kind, summary }) => ({ value: id, label: `${text(`kind.${kind}`)}：${summary}` }))}
          value={chosen.id}
          onChoose={choose}
        />
      )}
      <RequestCard request={chosen} attachments={view.attachments} />
    </>
  )
}
