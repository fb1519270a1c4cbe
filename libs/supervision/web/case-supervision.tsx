import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useCan, useHintedReads, useRead } from '@tongban/ui/web'
import { readCaseOrders } from '../contract/index.js'
import { InstructionPanel, IssueOrderPanel } from './issue-order-panel.js'
import { OrderClock, OrderKindBadge, OrderStateBadge } from './order-badges.js'
import { isOrderHint } from './order-hints.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'

/** The orders of a case on its page, and what a supervisor or a leader may add; nothing at all for who sees no orders, or where there is nothing to see or do. */
export function CaseSupervision({ caseId }: { readonly caseId: string }): ReactNode {
  const can = useCan()
  return can('supervision.read') ? <Orders caseId={caseId} /> : null
}

function Orders({ caseId }: { readonly caseId: string }): ReactNode {
  const text = useSupervisionText()
  const can = useCan()
  const [open, setOpen] = useState<'issue' | 'instruct' | null>(null)
  const [said, setSaid] = useState('')
  const read = useRead(readCaseOrders, { params: { caseId } })
  useHintedReads([readCaseOrders], isOrderHint)
  const items = read.data?.items ?? []
  const offers = [can('supervision.issue') ? ('issue' as const) : null, can('instruction.write') ? ('instruct' as const) : null].filter((offer) => offer !== null)
  if (items.length === 0 && offers.length === 0) return null
  const done = (words: string): void => {
    setOpen(null)
    setSaid(words)
  }
  const Panel = open === 'instruct' ? InstructionPanel : IssueOrderPanel
  return (
    <section className={styles.box} aria-label={text('case.title')}>
      <h3>{text('case.title')}</h3>
      <p className={styles.said} role="status">
        {said}
      </p>
      {items.length === 0 ? <p className={styles.small}>{text('case.none')}</p> : null}
      <ul className={styles.entries}>
        {items.map((item) => (
          <li key={item.id}>
            <Link to={`/supervision/${item.id}`}>{item.title}</Link>
            <p className={styles.badges}>
              <OrderKindBadge kind={item.kind} />
              <OrderStateBadge state={item.state} />
              <OrderClock order={item} />
            </p>
            <p className={styles.small}>
              {item.number} · {item.unit.name}
            </p>
          </li>
        ))}
      </ul>
      {open === null ? (
        <div className={styles.actions}>
          {offers.map((offer) => (
            <Button key={offer} onClick={() => setOpen(offer)}>
              {text(`case.${offer}`)}
            </Button>
          ))}
        </div>
      ) : (
        <Panel caseIds={[caseId]} onDone={done} onCancel={() => setOpen(null)} />
      )}
    </section>
  )
}
