import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { DayField, formatMoment, useCommand, useNow } from '@tongban/ui/web'
import {
  countOrders, listOrders, ORDER_COMMAND_BODIES, ORDER_COMMAND_ENDPOINTS, readCaseOrders, readOrder, type OrderCommandName, type OrderListItem,
} from '../contract/index.js'
import { fieldPair, OrderField, OrderForm, OrderTextField, useOrderForm, type FormValues, type OrderFormState } from './order-form.js'
import { ONE_WORK_DAY, ReplyWithinField } from './reply-within-field.js'
import { useSupervisionText, type SupervisionTextKey } from './supervision-strings.js'

/** What an order's command makes stale wherever it is shown. */
export const STALE_ORDERS = [readOrder, listOrders, countOrders, readCaseOrders]

/** Actions with a form of their own; signing is one press. */
export type FormAction = Exclude<OrderCommandName, 'sign'>

const INITIAL: Record<FormAction, FormValues> = {
  reply: { text: '', measures: '', plannedFinish: null }, release: { remarks: '' }, send_back: { remarks: '', replyWithin: ONE_WORK_DAY }, withdraw: { reason: '' }, publish: { publicTitle: '' },
  unpublish: { reason: '' }, add_opinion: { text: '' }, record_interview: { day: '', time: '', place: '', attendees: '', minutes: '', commitments: [] },
}
const HINTS: Record<FormAction, SupervisionTextKey> = {
  reply: 'reply.hint', release: 'release.hint', send_back: 'send_back.hint', withdraw: 'withdraw.hint', publish: 'publish.hint', unpublish: 'unpublish.hint', add_opinion: 'add_opinion.hint',
  record_interview: 'interview.hint',
}

type Props = { readonly order: Pick<OrderListItem, 'id' | 'number' | 'version'>; readonly action: FormAction; readonly onDone: (said: string) => void; readonly onCancel: () => void }

/** The form of one action: its reasons in the same panel, never in a bare confirmation. */
export function OrderActionPanel({ order, action, onDone, onCancel }: Props): ReactNode {
  const text = useSupervisionText()
  const form = useOrderForm(ORDER_COMMAND_BODIES[action], INITIAL[action])
  const [timeError, setTimeError] = useState<string>()
  const command = useCommand(ORDER_COMMAND_ENDPOINTS[action], { invalidates: STALE_ORDERS })
  const name = text(`action.${action}`)
  const send = async (): Promise<void> => {
    const held = action === 'record_interview' ? heldAtOf(form.values) : undefined
    setTimeError(held === null ? text('interview.timeWrong') : undefined)
    const extra = action === 'record_interview' ? { heldAt: held ?? '', day: undefined, time: undefined, commitments: filled(form.values) } : {}
    const body = form.check({ ...extra, version: order.version })
    if (body === null || held === null) return
    const answer = await command.run({ params: { orderId: order.id }, body } as never)
    if (answer !== null) onDone(text('order.done', { number: order.number, action: name }))
  }
  return (
    <OrderForm title={name} hint={text(HINTS[action])} submitText={name} problem={command.problem} isRunning={command.isRunning} isDanger={action === 'withdraw'} onSubmit={() => void send()} onCancel={onCancel}>
      <ActionFields action={action} form={form} timeError={timeError} />
    </OrderForm>
  )
}

function ActionFields({ action, form, timeError }: { readonly action: FormAction; readonly form: OrderFormState; readonly timeError: string | undefined }): ReactNode {
  const text = useSupervisionText()
  switch (action) {
    case 'reply':
      return (
        <>
          <OrderTextField form={form} name="text" label={text('reply.text')} rows={4} placeholder={text('reply.textPlaceholder')} autoFocus />
          <OrderTextField form={form} name="measures" label={text('reply.measures')} rows={3} />
          <OrderField label={text('reply.plan')} error={form.errors.plannedFinish}>
            {() => <DayField label={text('reply.plan')} value={String(form.values.plannedFinish ?? '')} onChange={(day) => form.set({ plannedFinish: day === '' ? null : day })} />}
          </OrderField>
        </>
      )
    case 'send_back':
      return (
        <>
          <OrderTextField form={form} name="remarks" label={text('send_back.remarks')} rows={3} autoFocus />
          <ReplyWithinField form={form} />
        </>
      )
    case 'record_interview':
      return <InterviewFields form={form} timeError={timeError} />
    case 'release':
      return <OrderTextField form={form} name="remarks" label={text('release.remarks')} rows={3} autoFocus />
    case 'publish':
      return <OrderTextField form={form} name="publicTitle" label={text('publish.publicTitle')} autoFocus />
    case 'add_opinion':
      return <OrderTextField form={form} name="text" label={text('add_opinion.text')} rows={4} autoFocus />
    case 'withdraw':
    case 'unpublish':
      return <OrderTextField form={form} name="reason" label={text(`${action}.reason`)} rows={3} autoFocus />
  }
}

type Commitment = { readonly text: string; readonly by: string }
const commitmentsOf = (values: FormValues): readonly Commitment[] => (Array.isArray(values.commitments) ? (values.commitments as Commitment[]) : [])
const filled = (values: FormValues): readonly Commitment[] => commitmentsOf(values).filter(({ text, by }) => text.trim() !== '' || by !== '')

/** The moment as the contract has it, from the city's day and time; null when the time is no time. */
function heldAtOf({ day, time }: FormValues): string | null {
  return /^([01]?\d|2[0-3]):[0-5]\d$/.test(String(time)) && String(day) !== '' ? `${String(day)}T${String(time).padStart(5, '0')}:00+08:00` : null
}

function InterviewFields({ form, timeError }: { readonly form: OrderFormState; readonly timeError: string | undefined }): ReactNode {
  const text = useSupervisionText()
  const today = formatMoment(useNow('minute'), 'day')
  const commitments = commitmentsOf(form.values)
  const change = (at: number, next: Partial<Commitment>): void => form.set({ commitments: commitments.map((item, index) => (index === at ? { ...item, ...next } : item)) })
  return (
    <>
      <div className={fieldPair}>
        <OrderField label={text('interview.day')} error={form.errors.heldAt}>
          {() => <DayField label={text('interview.day')} value={String(form.values.day)} max={today} onChange={(day) => form.set({ day })} />}
        </OrderField>
        <OrderTextField form={{ ...form, errors: timeError === undefined ? {} : { time: timeError } }} name="time" label={text('interview.time')} placeholder="14:30" />
      </div>
      <OrderTextField form={form} name="place" label={text('interview.place')} />
      <OrderTextField form={form} name="attendees" label={text('interview.attendees')} />
      <OrderTextField form={form} name="minutes" label={text('interview.minutes')} rows={4} />
      {commitments.map((item, index) => (
        <div key={index} className={fieldPair}>
          <OrderTextField form={{ ...form, values: { line: item.text }, set: (line) => change(index, { text: String(line.line) }) }} name="line" label={text('interview.commitment', { number: index + 1 })} />
          <OrderField label={text('interview.commitmentBy', { number: index + 1 })}>
            {() => <DayField label={text('interview.commitmentBy', { number: index + 1 })} value={item.by} onChange={(by) => change(index, { by })} />}
          </OrderField>
        </div>
      ))}
      {form.errors.commitments === undefined ? null : <p role="alert">{form.errors.commitments}</p>}
      <Button size="small" disabled={commitments.length >= 10} onClick={() => form.set({ commitments: [...commitments, { text: '', by: '' }] })}>
        {text('interview.addCommitment')}
      </Button>
    </>
  )
}
