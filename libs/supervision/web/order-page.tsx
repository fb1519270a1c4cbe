import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { PageScaffold, useHintedReads, useRead } from '@tongban/ui/web'
import { readOrder, type OrderView } from '../contract/index.js'
import { OrderActions } from './order-actions.js'
import { OrderClock, OrderKindBadge, OrderMarks, OrderStateBadge } from './order-badges.js'
import { OrderAnswers, OrderCases, OrderFacts, OrderHistory, OrderInterviews, OrderOpinions } from './order-sections.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'

/** `/supervision/:orderId`: one order, whole. */
export default function OrderPage(): ReactNode {
  const text = useSupervisionText()
  const { orderId = '' } = useParams()
  const [said, setSaid] = useState('')
  const read = useRead(readOrder, { params: { orderId } })
  useHintedReads<{ readonly subjectId?: string }>([readOrder], ({ subjectId }) => subjectId === orderId)
  return (
    <PageScaffold title={read.data?.title ?? text('order.title')} permission="supervision.read" aside={<Link to="/supervision">{text('order.back')}</Link>} read={read}>
      {(order: OrderView) => (
        <div className={styles.page}>
          <p className={styles.badges}>
            <strong>{order.number}</strong>
            <OrderKindBadge kind={order.kind} />
            <OrderStateBadge state={order.state} />
            <OrderClock order={order} />
            <OrderMarks order={order} />
          </p>
          <p className={styles.said} role="status">
            {said}
          </p>
          <div className={styles.columns}>
            <div className={styles.column}>
              <OrderFacts order={order} />
              <OrderAnswers order={order} />
              <OrderInterviews order={order} />
              <OrderOpinions order={order} />
              <OrderCases order={order} />
            </div>
            <div className={`${styles.column} ${styles.duties}`}>
              <section className={styles.box} aria-label={text('order.actions')}>
                <h2>{text('order.actions')}</h2>
                <OrderActions key={`${order.id} ${order.state}`} order={order} onDone={setSaid} />
              </section>
              <OrderHistory order={order} />
            </div>
          </div>
        </div>
      )}
    </PageScaffold>
  )
}
