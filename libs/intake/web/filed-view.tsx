import { Button } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { ResponseOf } from '@tongban/kernel/contract'
import { formatNear, KeyCap, useClock, useKeys, useLanguage } from '@tongban/ui/web'
import type { fileCase } from '../contract/intake-endpoints.js'
import type { Disposition } from './draft/filing-draft.js'
import { useIntakeText } from './intake-strings.js'
import styles from './filed-view.module.css'

export type Filed = ResponseOf<typeof fileCase> & {
  readonly disposition: Disposition['kind']
  readonly wantsCallback: boolean
  /** The answer to an earlier submission, asked for again. */
  readonly again: boolean
}

/** What to read out to the caller: the number in groups, who has it, until when. Enter takes the next call. */
export function FiledView({ filed, onNext }: { readonly filed: Filed; readonly onNext: () => void }): ReactNode {
  const text = useIntakeText()
  const [copied, setCopied] = useState(false)
  const next = useRef<HTMLButtonElement>(null)
  useKeys({
    enter: ({ target }) => {
      // Enter on another button or link is that one's
      if (target instanceof Element && target !== next.current && target.closest('a, button') !== null) return false
      return onNext()
    },
  })
  useEffect(() => {
    document.title = `${filed.number} · 通办`
    next.current?.focus()
  }, [filed.number])
  const copy = (): void => void navigator.clipboard?.writeText(filed.number).then(() => setCopied(true))
  return (
    <main className={styles.page} aria-labelledby="filed-title">
      <div className={styles.card}>
        {filed.again ? <p className={styles.again}>{text('filed.again')}</p> : null}
        <h1 id="filed-title" className={styles.title}>
          {text('filed.title')}
        </h1>
        <p className={styles.number} aria-label={`${text('filed.number')} ${filed.number}`}>
          {groupsOf(filed.number).map((group, index) => (
            <span key={index}>{group}</span>
          ))}
          <Button size="small" onClick={copy}>
            {text(copied ? 'filed.copied' : 'filed.copy')}
          </Button>
        </p>
        <Outcome filed={filed} />
        <div className={styles.actions}>
          <Button ref={next} type="primary" size="large" onClick={onNext}>
            {text('filed.next')} <KeyCap>Enter</KeyCap>
          </Button>
          <Link to={`/cases/${filed.caseId}`}>{text('filed.open')}</Link>
        </div>
      </div>
    </main>
  )
}

function Outcome({ filed }: { readonly filed: Filed }): ReactNode {
  const text = useIntakeText()
  const now = useClock()
  const { language } = useLanguage()
  const near = (iso: string): string => formatNear(iso, now(), language)
  const { dispatch, due, disposition, status } = filed
  if (disposition !== 'dispatch') {
    const sentence = {
      answer: 'filed.answered',
      decline: 'filed.declined',
      redirect: 'filed.redirected',
      emergency: 'filed.emergency',
    } as const
    return <p className={styles.outcome}>{text(sentence[disposition])}</p>
  }
  const isOut = status === 'in_progress'
  return (
    <>
      <p className={styles.outcome}>
        {isOut ? (
          <>
            {text('filed.toUnit')} <strong>{dispatch?.lead?.name}</strong>
          </>
        ) : (
          text('filed.toPool', { moment: due === null ? '' : near(due.dispatchDueAt) })
        )}
      </p>
      {due === null ? null : (
        <div className={styles.say}>
          <h2>{text('filed.sayThis')}</h2>
          <ul>
            {isOut ? <li>{text('filed.contactBy', { moment: near(due.contactDueAt) })}</li> : null}
            <li>{text(isOut ? 'filed.promiseBy' : 'filed.promiseFrom', { moment: near(due.promiseDueAt) })}</li>
            {filed.wantsCallback ? <li>{text('filed.callback')}</li> : null}
          </ul>
        </div>
      )}
    </>
  )
}

/** 20261121000123 → 2026 1121 000 123: as a person reads a number out. */
export function groupsOf(number: string): readonly string[] {
  const parts = /^(\d{4})(\d{4})(\d{3})(\d{3})$/.exec(number)
  return parts === null ? [number] : parts.slice(1)
}
