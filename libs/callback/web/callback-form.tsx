import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { formatNear, KeyCap, ProblemNote, readKey, useClock, useCommand, useKeys, useLanguage, type CallInput } from '@tongban/ui/web'
import { readCallbackQueue, recordCallbackAttempt, type CallbackTask } from '../contract/index.js'
import styles from './callback-form.module.css'
import {
  answerKeys,
  draftForDigit,
  openQuestion,
  questionsFor,
  scriptKey,
  unhappyGrounds,
  type CallbackDraft,
  type CallbackQuestion,
} from './callback-script.js'
import { useCallbackText, type CallbackTextKey } from './callback-strings.js'

const MAX_ATTEMPTS = 3

type AttemptBody = NonNullable<CallInput<typeof recordCallbackAttempt>['body']>

/** The body of one attempt; null while something has not been asked. */
function bodyOf(draft: CallbackDraft, note: string, version: number): AttemptBody | null {
  if (draft.result === undefined || openQuestion(draft) !== null) return null
  if (draft.result !== 'answered') return { version, result: draft.result, note }
  const { contacted = null, resolved = null, satisfaction = null, truthful = null } = draft
  return { version, result: 'answered', answers: { contacted, resolved, satisfaction, truthful }, note }
}

/** Script and answers: a digit answers the open question, Backspace goes one back, Ctrl+Enter saves. */
export function CallbackForm({
  task,
  onRecorded,
}: {
  readonly task: CallbackTask
  readonly onRecorded: (said: string) => void
}): ReactNode {
  const text = useCallbackText()
  const { language } = useLanguage()
  const now = useClock()
  const client = useQueryClient()
  const [draft, setDraft] = useState<CallbackDraft>({})
  const [note, setNote] = useState('')
  const [incomplete, setIncomplete] = useState<string | null>(null)
  const record = useCommand(recordCallbackAttempt, {
    invalidates: [readCallbackQueue],
    onDone: ({ status, round, nextAttemptAt }) => {
      const then =
        nextAttemptAt !== null
          ? text('task.again', { moment: formatNear(nextAttemptAt, now(), language) })
          : status === 'in_progress'
            ? text('task.rework', { round })
            : text('task.closed')
      onRecorded(`${text('task.done', { number: task.number })} · ${then}`)
    },
  })
  const question = openQuestion(draft)
  const answer = (change: CallbackDraft): void => {
    setIncomplete(null)
    setDraft((before) => ({ ...before, ...change }))
  }
  /** Back to a question: what was answered from there on is asked again. */
  const backTo = (asked: CallbackQuestion): void => {
    const order = questionsFor(draft)
    const dropped = order.slice(order.indexOf(asked))
    setDraft(
      (before) =>
        Object.fromEntries(Object.entries(before).filter(([name]) => !dropped.includes(name as CallbackQuestion))) as CallbackDraft,
    )
  }
  const back = (): void => {
    const answered = questionsFor(draft).filter((asked) => draft[asked] !== undefined)
    const last = answered.at(-1)
    if (last !== undefined) backTo(last)
  }
  const submit = (): void => {
    const body = bodyOf(draft, note.trim(), task.version)
    if (body === null) return setIncomplete(question === null ? null : text('form.incomplete', { question: text(`ask.${question}`) }))
    void record.run({ params: { caseId: task.caseId }, body })
  }
  const digit = (typed: string): void => {
    const change = question === null ? null : draftForDigit(question, typed)
    if (change !== null) answer(change)
  }
  useKeys({
    ...Object.fromEntries(['0', '1', '2', '3', '4', '5'].map((typed) => [typed, () => digit(typed)])),
    backspace: back,
    'ctrl+enter': submit,
  })
  return (
    <section className={styles.form}>
      <p className={styles.script} aria-live="polite">
        <span className={styles.say}>{text('script.title')}</span>
        {text(scriptKey(draft), { title: task.title, reply: task.replyText ?? '' })}
      </p>
      <ol className={styles.questions}>
        {questionsFor(draft).map((asked) => (
          <Question
            key={asked}
            question={asked}
            draft={draft}
            isOpen={asked === question}
            onAnswer={answer}
            onChange={() => backTo(asked)}
          />
        ))}
      </ol>
      <label className={styles.note}>
        <span>{text('form.note')}</span>
        <Input.TextArea
          value={note}
          maxLength={1000}
          rows={2}
          placeholder={text('form.notePlaceholder')}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      <ProblemNote
        problem={record.problem}
        {...(record.problem === null ? {} : { onRetry: () => void client.invalidateQueries({ queryKey: readKey(readCallbackQueue) }) })}
      />
      {incomplete === null ? null : (
        <p className={styles.incomplete} role="alert">
          {incomplete}
        </p>
      )}
      <div className={styles.foot}>
        <Consequence draft={draft} task={task} />
        <Button type="primary" size="large" loading={record.isRunning} onClick={submit}>
          {text('form.submit')} <KeyCap>Ctrl+Enter</KeyCap>
        </Button>
      </div>
    </section>
  )
}

type QuestionProps = {
  readonly question: CallbackQuestion
  readonly draft: CallbackDraft
  readonly isOpen: boolean
  readonly onAnswer: (change: CallbackDraft) => void
  readonly onChange: () => void
}

/** The open question as large keys; an answered one as a line that can be changed; one to come as its name. */
function Question({ question, draft, isOpen, onAnswer, onChange }: QuestionProps): ReactNode {
  const text = useCallbackText()
  const value = draft[question]
  if (isOpen) {
    return (
      <li className={styles.open} aria-current="step">
        <p className={styles.ask}>
          {text(`ask.${question}`)} <span className={styles.hint}>{text('form.keys')}</span>
        </p>
        <div className={styles.keys}>
          {answerKeys(question).map((key, index) => (
            <button key={key.key} type="button" className={styles.key} data-tone={key.tone} onClick={() => onAnswer(key.draft)}>
              <kbd>{index + 1}</kbd>
              <span>{text(key.key)}</span>
            </button>
          ))}
          {question === 'satisfaction' ? (
            <button type="button" className={styles.key} data-tone="none" onClick={() => onAnswer({ satisfaction: null })}>
              <kbd>0</kbd>
              <span>{text('satisfaction.unsaid')}</span>
            </button>
          ) : null}
        </div>
      </li>
    )
  }
  return (
    <li className={styles.line} data-answered={value !== undefined}>
      <span className={styles.asked}>{text(`ask.${question}`)}</span>
      {value === undefined ? null : (
        <>
          <strong>{text(answerText(question, draft))}</strong>
          <Button type="link" size="small" onClick={onChange}>
            {text('form.change')}
          </Button>
        </>
      )}
    </li>
  )
}

function answerText(question: CallbackQuestion, draft: CallbackDraft): CallbackTextKey {
  const value = draft[question]
  const chosen = answerKeys(question).find((key) => key.draft[question] === value)
  return chosen?.key ?? 'satisfaction.unsaid'
}

/** What saving will do, before it is done. */
function Consequence({ draft, task }: { readonly draft: CallbackDraft; readonly task: CallbackTask }): ReactNode {
  const text = useCallbackText()
  if (openQuestion(draft) !== null) return <span />
  const grounds = unhappyGrounds(draft)
  if (grounds.length > 0) {
    return (
      <p className={styles.rework}>
        {text('grounds.title', { round: task.round + 1 })}
        {grounds.map((ground) => text(`grounds.${ground}`)).join('、')}
      </p>
    )
  }
  const attempt = task.attempts.length + 1
  if (draft.result === 'no_answer')
    return <p className={styles.quiet}>{attempt >= MAX_ATTEMPTS ? text('outcome.unreachable') : text('outcome.again', { n: attempt })}</p>
  return <p className={styles.quiet}>{text(draft.result === 'refused' ? 'outcome.refused' : 'outcome.close')}</p>
}
