import { useState, type ReactNode } from 'react'
import { ActionButton, ProblemNote, useCommand, useKeys } from '@tongban/ui/web'
import { signOrder, type OrderAction, type OrderView } from '../contract/index.js'
import { OrderActionPanel, STALE_ORDERS, type FormAction } from './order-action-panel.js'
import styles from './supervision.module.css'
import { hasActionText, useSupervisionText } from './supervision-strings.js'

/** What the server offers this person: the next step first and by N; what is off says why. */
export function OrderActions({ order, onDone }: { readonly order: OrderView; readonly onDone: (said: string) => void }): ReactNode {
  const text = useSupervisionText()
  const [open, setOpen] = useState<FormAction | null>(null)
  const sign = useCommand(signOrder, { invalidates: STALE_ORDERS })
  const name = ({ action, zh }: OrderAction): string => (hasActionText(action) ? text(`action.${action}`) : zh)
  // whoever answers never judges: that needs no line of dead buttons
  const actions = order.allowedActions.filter(({ code }) => code !== 'ORDER_OWN_UNIT')
  // Taking it back is never the next step; nor is what has been done once already.
  const primary = actions.find(({ action, enabled }) => enabled && action !== 'withdraw' && !(action === 'record_interview' && order.interviews.length > 0))
  const give = async (offered: OrderAction): Promise<void> => {
    if (offered.action !== 'sign') {
      setOpen(offered.action as FormAction)
      return
    }
    const answer = await sign.run({ params: { orderId: order.id }, body: { version: order.version } })
    if (answer !== null) onDone(text('order.done', { number: order.number, action: name(offered) }))
  }
  useKeys({ n: primary === undefined ? undefined : () => void give(primary) }, { enabled: open === null })
  if (open !== null && actions.some(({ action, enabled }) => action === open && enabled)) {
    const done = (said: string): void => {
      setOpen(null)
      onDone(said)
    }
    return <OrderActionPanel key={open} order={order} action={open} onDone={done} onCancel={() => setOpen(null)} />
  }
  return (
    <>
      {actions.every(({ enabled }) => !enabled) ? <p className={styles.small}>{text('order.noActions')}</p> : null}
      <div className={styles.actions}>
        {actions.map((offered) => (
          <ActionButton
            key={offered.action}
            type={offered === primary ? 'primary' : 'default'}
            danger={offered.action === 'withdraw'}
            disabledReason={offered.enabled ? null : (offered.why ?? '')}
            loading={offered.action === 'sign' && sign.isRunning}
            {...(offered === primary ? { shortcut: 'N' } : {})}
            onClick={() => void give(offered)}
          >
            {name(offered)}
          </ActionButton>
        ))}
      </div>
      <ProblemNote problem={sign.problem} />
    </>
  )
}
