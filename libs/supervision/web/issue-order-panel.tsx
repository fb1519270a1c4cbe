import { Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useCommand, type NamedItem } from '@tongban/ui/web'
import { issueOrders, orderKindSchema, writeInstruction, type OrderKind } from '../contract/index.js'
import { STALE_ORDERS } from './order-action-panel.js'
import { OrderField, OrderForm, OrderTextField, useOrderForm } from './order-form.js'
import { ONE_WORK_DAY, ReplyWithinField } from './reply-within-field.js'
import { useSupervisionText } from './supervision-strings.js'
import { UnitSearch } from './unit-search.js'

export type IssueOrderPanelProps = {
  /** 1 to 100 cases; the server makes one order for each handling unit, unless one is named here. */
  readonly caseIds: readonly string[]
  /** Why it cannot be sent yet, said by who names the cases; absent or null: it can. */
  readonly blockedBy?: string | null
  /** False where the hand is elsewhere first. */
  readonly autoFocus?: boolean
  readonly onDone: (said: string) => void
  readonly onCancel: () => void
}

const KINDS = orderKindSchema.options.filter((kind): kind is Exclude<OrderKind, 'instruction'> => kind !== 'instruction')

/** Issues a supervision order on one case or a set: from the ledger, a case's page, the risk list. */
export function IssueOrderPanel({ caseIds, blockedBy = null, autoFocus = true, onDone, onCancel }: IssueOrderPanelProps): ReactNode {
  const text = useSupervisionText()
  const form = useOrderForm(issueOrders.body, { kind: 'routine', title: '', requirement: '', replyWithin: ONE_WORK_DAY })
  const [unit, setUnit] = useState<readonly NamedItem[]>([])
  const [parties, setParties] = useState<readonly NamedItem[]>([])
  const command = useCommand(issueOrders, { invalidates: STALE_ORDERS })
  const isJoint = form.values.kind === 'joint'
  const send = async (): Promise<void> => {
    const body = form.check({ caseIds: [...caseIds], unitId: unit[0]?.id, jointUnitIds: isJoint && parties.length > 0 ? parties.map(({ id }) => id) : undefined })
    if (body === null || blockedBy !== null) return
    const answer = await command.run({ body } as never)
    if (answer !== null) onDone(text('form.done', { numbers: answer.orders.map(({ number }) => number).join('、') }))
  }
  return (
    <OrderForm
      title={text('issue.title')} hint={text('issue.cases', { count: caseIds.length })} submitText={text('issue.submit')} problem={command.problem} isRunning={command.isRunning}
      onSubmit={() => void send()} onCancel={onCancel}
    >
      <OrderField label={text('issue.kind')} error={form.errors.kind}>
        {(ids) => <Select {...ids} value={String(form.values.kind)} options={KINDS.map((kind) => ({ value: kind, label: text(`kind.${kind}`) }))} onChange={(kind: string) => form.set({ kind })} />}
      </OrderField>
      <OrderTextField form={form} name="title" label={text('issue.name')} autoFocus={autoFocus} />
      <OrderTextField form={form} name="requirement" label={text('issue.requirement')} rows={3} placeholder={text('issue.requirementPlaceholder')} />
      <ReplyWithinField form={form} />
      {form.errors.caseIds === undefined ? null : <p role="alert">{form.errors.caseIds}</p>}
      <UnitSearch label={text('issue.unit')} units={unit} onChange={setUnit} error={form.errors.unitId} />
      {isJoint ? <UnitSearch label={text('issue.joint')} units={parties} onChange={setParties} single={false} error={form.errors.jointUnitIds} /> : null}
    </OrderForm>
  )
}

/** A leader's instruction on one case or a set. */
export function InstructionPanel({ caseIds, onDone, onCancel }: IssueOrderPanelProps): ReactNode {
  const text = useSupervisionText()
  const form = useOrderForm(writeInstruction.body, { text: '', replyWithin: { amount: 3, unit: 'work_day' } })
  const [unit, setUnit] = useState<readonly NamedItem[]>([])
  const command = useCommand(writeInstruction, { invalidates: STALE_ORDERS })
  const send = async (): Promise<void> => {
    const body = form.check({ caseIds: [...caseIds], unitId: unit[0]?.id })
    if (body === null) return
    const answer = await command.run({ body } as never)
    if (answer !== null) onDone(text('form.done', { numbers: answer.orders.map(({ number }) => number).join('、') }))
  }
  return (
    <OrderForm title={text('instruct.title')} hint={text('instruct.hint')} submitText={text('instruct.submit')} problem={command.problem} isRunning={command.isRunning} onSubmit={() => void send()} onCancel={onCancel}>
      <OrderTextField form={form} name="text" label={text('instruct.text')} rows={4} autoFocus />
      <ReplyWithinField form={form} />
      <UnitSearch label={text('instruct.unit')} units={unit} onChange={setUnit} error={form.errors.unitId} />
    </OrderForm>
  )
}
