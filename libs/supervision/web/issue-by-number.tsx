import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { useQueries } from '@tanstack/react-query'
import { listCases } from '@tongban/case/contract'
import { call, readKey } from '@tongban/ui/web'
import { ORDER_CASES_MAX } from '../contract/index.js'
import { IssueOrderPanel } from './issue-order-panel.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'

const NUMBER = /\d{14}/g

/** From the ledger there is no case at hand: they are named by number, which the panel waits for. */
export function IssueByNumber({ onDone, onCancel }: { readonly onDone: (said: string) => void; readonly onCancel: () => void }): ReactNode {
  const text = useSupervisionText()
  const [typed, setTyped] = useState('')
  const numbers = [...new Set(typed.match(NUMBER) ?? [])]
  const asked = numbers.slice(0, ORDER_CASES_MAX)
  const found = useQueries({
    queries: asked.map((number) => {
      const input = { query: { q: number, limit: 1 } }
      return { queryKey: readKey(listCases, input), queryFn: () => call(listCases, input), staleTime: 60_000 }
    }),
  })
  const caseIds = found.flatMap(({ data }, index) => (data?.items ?? []).flatMap((item) => (item.number === asked[index] ? [item.id] : [])))
  const missing = found.flatMap(({ isSuccess, data }, index) => (isSuccess && data.items[0]?.number !== asked[index] ? [asked[index] ?? ''] : []))
  const unknown = missing.length === 0 ? null : text('issue.unknown', { numbers: missing.join('、') })
  const blockedBy = numbers.length > ORDER_CASES_MAX ? text('issue.tooMany') : unknown
  return (
    <div className={styles.issue}>
      <label className={styles.numbers}>
        <span className={styles.small}>{text('issue.numbers')}</span>
        <Input.TextArea autoFocus rows={3} value={typed} placeholder={text('issue.numbersHint')} onChange={(event) => setTyped(event.target.value)} />
      </label>
      {blockedBy === null ? null : (
        <p className={styles.bad} role="alert">
          {blockedBy}
        </p>
      )}
      {/* an order is for all that were named, or for none */}
      <IssueOrderPanel caseIds={caseIds} blockedBy={blockedBy ?? (caseIds.length < asked.length ? '' : null)} autoFocus={false} onDone={onDone} onCancel={onCancel} />
    </div>
  )
}
