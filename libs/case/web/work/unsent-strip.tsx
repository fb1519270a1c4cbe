import { Button } from 'antd'
import type { ReactNode } from 'react'
import { formatNear, instantOf, useLanguage, useNow, useSession } from '@tongban/ui/web'
import { instant } from '@tongban/kernel/core'
import { useCaseText } from '../strings/case-strings.js'
import { keepDraft } from './use-draft.js'
import type { UnsentWork } from './unsent-box.js'
import { useUnsentBox, useUnsentWorks } from './unsent-work-provider.js'
import styles from './unsent-strip.module.css'

/** Everything this person has written on this device that the server does not have yet. Nothing is shown when there is nothing. */
export function UnsentStrip({ onOpen }: { readonly onOpen: (work: UnsentWork) => void }): ReactNode {
  const text = useCaseText()
  const box = useUnsentBox()
  const works = useUnsentWorks()
  if (works.length === 0) return null
  return (
    <section className={styles.strip} aria-label={text('unsent.title', { count: works.length })}>
      <div className={styles.head}>
        <strong>{text('unsent.title', { count: works.length })}</strong>
        <span className={styles.hint}>{text('unsent.hint')}</span>
        <Button size="small" onClick={() => void box.flush()}>
          {text('unsent.retry')}
        </Button>
      </div>
      <ul>
        {works.map((work) => (
          <UnsentLine key={work.key} work={work} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  )
}

function UnsentLine({ work, onOpen }: { readonly work: UnsentWork; readonly onOpen: (work: UnsentWork) => void }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const box = useUnsentBox()
  const { userId } = useSession()
  const change = (): void => {
    keepDraft(userId, `${work.assignmentId}.${work.action}`, { ...work.body, photos: work.photos })
    box.takeBack(work.key)
    onOpen(work)
  }
  return (
    <li className={styles.line}>
      <span className={styles.what}>
        {text(`action.${work.action}`)} · {work.title}
      </span>
      <span className={styles.when}>{text('unsent.since', { moment: formatNear(instantOf(instant(work.savedAt)), now, language) })}</span>
      {work.state === 'refused' && work.problem !== null ? (
        <span className={styles.refused}>{text('unsent.refused', { problem: work.problem })}</span>
      ) : null}
      {box.isSending(work.key) ? (
        <span className={styles.when}>{text('unsent.sending')}</span>
      ) : (
        <span className={styles.buttons}>
          {work.action === 'sign' ? null : (
            <Button size="small" onClick={change}>
              {text('unsent.open')}
            </Button>
          )}
          <Button size="small" onClick={() => void box.discard(work.key)}>
            {text('unsent.discard')}
          </Button>
        </span>
      )}
    </li>
  )
}
