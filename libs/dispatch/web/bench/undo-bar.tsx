import { Button, Input } from 'antd'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { CASE_COMMANDS, commandEndpoint, readCase } from '@tongban/case/contract'
import { asProblem, call, KeyCap, ProblemNote, useCan, useClock, useCommand, useKeys, useNow, type ApiProblem, type CallInput } from '@tongban/ui/web'
import { MINUTE_MS } from '@tongban/kernel/core'
import { countPool, readPool } from '../../contract/pool-endpoints.js'
import { useDispatchText } from '../dispatch-strings.js'
import styles from './bench.module.css'

export type Dispatched = { readonly caseId: string; readonly number: string; readonly unitName: string; readonly at: number }

const recallCase = commandEndpoint(CASE_COMMANDS.recall)

/** What was just dispatched, and for a minute the way back: a recall with its reason, like any other. */
export function UndoBar({ last, keysOff, onUndone }: { readonly last: Dispatched; readonly keysOff: boolean; readonly onUndone: (caseId: string) => void }): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const clock = useClock()
  useNow('second')
  const left = Math.ceil((last.at + MINUTE_MS - clock()) / 1_000)
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState(() => text('undo.usual'))
  const [unread, setUnread] = useState<ApiProblem | null>(null)
  const hooks = useMemo(() => ({ invalidates: [readPool, countPool, readCase] }), [])
  const { run, isRunning, problem } = useCommand(recallCase, hooks)
  const offered = can('case.reassign') && (left > 0 || asking)
  const undo = async (): Promise<void> => {
    if (reason.trim().length < 4) return
    setUnread(null)
    try {
      const view = await call(readCase, { params: { caseId: last.caseId } })
      const lead = view.assignments.find(({ role, status }) => role === 'lead' && ['dispatched', 'signed', 'contacted', 'replied'].includes(status))
      if (lead === undefined) return
      const answer = await run({ params: { caseId: last.caseId }, body: { assignmentId: lead.id, reason: reason.trim() } } as CallInput<typeof recallCase>)
      if (answer !== null) onUndone(last.caseId)
    } catch (failure) {
      setUnread(asProblem(failure))
    }
  }
  useKeys({ u: () => setAsking(true) }, { enabled: offered && !keysOff && !asking })
  useKeys({ escape: () => setAsking(false) }, { enabled: asking })
  useEffect(() => setAsking(false), [last.caseId])
  return (
    <span className={styles.undo}>
      <span className={styles.notice}>✓ {text('pool.dispatched', { number: last.number, unit: last.unitName })}</span>
      {offered && !asking ? (
        <Button size="small" onClick={() => setAsking(true)}>
          {text('undo.offer', { seconds: left })} <KeyCap>U</KeyCap>
        </Button>
      ) : null}
      {asking ? (
        <form
          className={styles.ask}
          aria-label={text('undo.title')}
          onSubmit={(event) => {
            event.preventDefault()
            void undo()
          }}
        >
          <Input size="small" autoFocus maxLength={500} aria-label={text('undo.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          <Button size="small" type="primary" htmlType="submit" loading={isRunning}>
            {text('undo.do')}
          </Button>
        </form>
      ) : null}
      <ProblemNote problem={unread ?? problem} />
    </span>
  )
}
