import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DAY_MS, instant, instantFromIso } from '@tongban/kernel/core'
import { ActionButton, ClockChip, ProblemNote, StatusBadge, formatMoment, useCan, useCommand, useLanguage } from '@tongban/ui/web'
import { answerTask, closeTask, listTasks, listUnitTasks, readAlert, returnTask, signTask, type TaskView } from '../contract/index.js'
import { Labelled } from './labelled.js'
import { useTopicText, type TopicKey } from './topic-strings.js'
import { TASK_TONES } from './topic-tones.js'
import styles from './topic.module.css'

type TaskCardProps = {
  readonly task: TaskView
  readonly inAlert?: boolean
  /** What was just done; the card may have left the list by then. */
  readonly onSaid: (said: string) => void
}
/** A deadline is the end of a day: the last day but one is near. */
const WARNING_MS = DAY_MS

/** A task with what this person may do about it: its unit signs and answers, who manages warnings judges the answer. */
export function TaskCard({ task, inAlert = false, onSaid }: TaskCardProps): ReactNode {
  const text = useTopicText()
  const can = useCan()
  const { language } = useLanguage()
  const moment = (iso: string): string => formatMoment(iso, 'short', language)
  const { answer } = task
  const due = instantFromIso(task.dueAt)
  return (
    <li className={styles.card}>
      <p className={styles.row}>
        <strong>{task.what}</strong>
        <StatusBadge tone={TASK_TONES[task.status]} text={text(`taskStatus.${task.status}`)} />
        {answer === null ? <ClockChip dueAt={due} warnAt={instant(due - WARNING_MS)} /> : null}
      </p>
      <p className={`${styles.row} ${styles.small}`}>
        <span>{task.unit.name}</span>
        <span>{text('task.due', { day: lastDayOf(due) })}</span>
        <span>{text('task.opened', { by: task.openedBy, moment: moment(task.openedAt) })}</span>
      </p>
      {inAlert ? null : (
        <p className={styles.small}>{can('topic.read') ? <Link to={`/topics/alerts/${task.alertId}`}>{text('task.alert', { title: task.alertTitle })}</Link> : text('task.alert', { title: task.alertTitle })}</p>
      )}
      {answer === null ? null : (
        <p>
          {text('task.answered', { by: answer.by, moment: moment(answer.at), text: answer.text })} {answer.late ? <StatusBadge tone="bad" text={text('task.late')} /> : null}
        </p>
      )}
      {task.returned === null ? null : <p className={styles.bad}>{text('task.returned', { reason: task.returned.reason })}</p>}
      {task.remarks === null ? null : <p>{text('task.closed', { remarks: task.remarks })}</p>}
      <TaskActions task={task} onSaid={onSaid} />
    </li>
  )
}

/** Due at midnight: people name the day that ends then. */
const lastDayOf = (due: number): string => formatMoment(instant(due - 1), 'short').slice(0, 5)

const STALE = [listTasks, listUnitTasks, readAlert]
const LEAST_ANSWER = 4

function TaskActions({ task, onSaid }: Pick<TaskCardProps, 'task' | 'onSaid'>): ReactNode {
  const text = useTopicText()
  const can = useCan()
  const [words, setWords] = useState('')
  const hooks = (said: TopicKey): { invalidates: typeof STALE; onDone: () => void } => ({
    invalidates: STALE,
    onDone: () => {
      setWords('')
      onSaid(text(said, { unit: task.unit.name }))
    },
  })
  const sign = useCommand(signTask, hooks('said.taskSigned'))
  const answer = useCommand(answerTask, hooks('said.taskAnswered'))
  const giveBack = useCommand(returnTask, hooks('said.taskReturned'))
  const close = useCommand(closeTask, hooks('said.taskClosed'))
  const params = { taskId: task.id }
  const isOwn = task.mine && can('topic.task')
  const maySign = isOwn && task.status === 'opened'
  const mayAnswer = isOwn && task.status === 'signed'
  const mayJudge = can('topic.manage') && task.status === 'answered'
  if (!maySign && !mayAnswer && !mayJudge) return null
  return (
    <form className={styles.form} onSubmit={(event) => event.preventDefault()}>
      {maySign ? null : (
        <Labelled label={text(mayAnswer ? 'task.answerField' : 'task.remarks')}>
          {(id) => <Input.TextArea id={id} rows={2} maxLength={mayAnswer ? 1000 : 300} value={words} onChange={(event) => setWords(event.target.value)} />}
        </Labelled>
      )}
      <div className={styles.row}>
        {maySign ? (
          <ActionButton type="primary" loading={sign.isRunning} onClick={() => void sign.run({ params })}>
            {text('task.sign')}
          </ActionButton>
        ) : null}
        {mayAnswer ? (
          <ActionButton type="primary" loading={answer.isRunning} disabledReason={words.trim().length < LEAST_ANSWER ? text('task.needAnswer') : null} onClick={() => void answer.run({ params, body: { text: words } })}>
            {text('task.answer')}
          </ActionButton>
        ) : null}
        {mayAnswer && words.trim().length < LEAST_ANSWER ? (
          <span className={styles.small} aria-hidden="true">
            {text('task.needAnswer')}
          </span>
        ) : null}
        {mayJudge ? (
          <>
            <ActionButton type="primary" loading={close.isRunning} onClick={() => void close.run({ params, body: { remarks: words } })}>
              {text('task.close')}
            </ActionButton>
            <ActionButton loading={giveBack.isRunning} disabledReason={words.trim().length < 2 ? text('task.needReason') : null} onClick={() => void giveBack.run({ params, body: { reason: words } })}>
              {text('task.return')}
            </ActionButton>
          </>
        ) : null}
      </div>
      <ProblemNote problem={sign.problem ?? answer.problem ?? giveBack.problem ?? close.problem} />
    </form>
  )
}
