import { Button } from 'antd'
import { useRef, type ReactNode } from 'react'
import { formatMoment, formatNear, instantOf, KeyCap, ProblemNote, useCommand, useKeys, useLanguage, useNow } from '@tongban/ui/web'
import { ATTEMPT_RESULT_ZH, claimCallback, inviteToRate, readCallbackQueue, type CallbackTask } from '../contract/index.js'
import { CallbackForm } from './callback-form.js'
import styles from './callback-queue-page.module.css'
import { useCallbackSlots } from './callback-slots.js'
import { useCallbackText } from './callback-strings.js'

/** One callback: what it is about, the number, and once claimed the script with its answers. */
export function CallbackWork({
  task,
  onRecorded,
}: {
  readonly task: CallbackTask
  readonly onRecorded: (said: string) => void
}): ReactNode {
  const text = useCallbackText()
  const { Dial } = useCallbackSlots()
  const { language } = useLanguage()
  const now = useNow('minute')
  const claim = useCommand(claimCallback, { invalidates: [readCallbackQueue] })
  // the queue may still be on its way back: what the claim itself answered is newer
  const current =
    claim.answer !== undefined && claim.answer.caseId === task.caseId && claim.answer.version >= task.version ? claim.answer : task
  const mine = current.claimedBy?.me === true && instantOf(current.claimedBy.until) > now
  const ranOut = current.claimedBy?.me === true && !mine
  const invite = useCommand(inviteToRate, { invalidates: [readCallbackQueue] })
  const begin = (): void => void claim.run({ params: { caseId: task.caseId } })
  const tooEarly = task.nextAttemptAt !== null && instantOf(task.nextAttemptAt) > now
  // the number's panel is another context's: its one button is pressed from here
  const dial = useRef<HTMLElement>(null)
  useKeys({ d: () => dial.current?.querySelector('button')?.click() }, { enabled: mine })
  useKeys(
    { enter: (event) => (event.target instanceof HTMLElement && event.target.closest('button, a') !== null ? false : begin()) },
    { enabled: !mine && !tooEarly },
  )
  return (
    <>
      <header className={styles.head}>
        <span className={styles.number}>{current.number}</span>
        <h2>{current.title}</h2>
        {current.language === 'mn' ? <em className={styles.mark}>{text('task.speak')}</em> : null}
        {mine && current.claimedBy !== null ? (
          <span className={styles.quiet}>{text('task.until', { time: formatMoment(current.claimedBy.until, 'time') })}</span>
        ) : null}
      </header>
      {mine ? (
        <section ref={dial} className={styles.dial}>
          {Dial === undefined ? (
            <span className={styles.masked}>{current.phoneMasked}</span>
          ) : (
            <Dial caseId={current.caseId} phoneMasked={current.phoneMasked} />
          )}
          <span className={styles.quiet}>
            <KeyCap>D</KeyCap> {text('task.dial')}
          </span>
        </section>
      ) : (
        <section className={styles.dial}>
          <span className={styles.masked}>{current.phoneMasked}</span>
          {tooEarly && task.nextAttemptAt !== null ? (
            <p className={styles.quiet}>{text(task.invitedUntil === null ? 'task.tooEarly' : 'task.invited', { moment: formatNear(task.nextAttemptAt, now, language) })}</p>
          ) : (
            <>
              <Button size="large" type="primary" loading={claim.isRunning} onClick={begin}>
                {text(ranOut ? 'task.claimAgain' : 'task.claim')} <KeyCap>Enter</KeyCap>
              </Button>
              <span className={styles.quiet}>{text('task.claimHint')}</span>
              {task.invitedUntil !== null || task.phoneMasked === null ? null : (
                <Button loading={invite.isRunning} title={text('task.inviteHint')} onClick={() => void invite.run({ params: { caseId: task.caseId } })}>
                  {text('task.invite')}
                </Button>
              )}
            </>
          )}
          <ProblemNote problem={claim.problem ?? invite.problem} />
        </section>
      )}
      <div className={mine ? styles.sides : styles.reading}>
        <About task={current} />
        {mine ? <CallbackForm task={current} onRecorded={onRecorded} /> : null}
      </div>
    </>
  )
}

/** What the agent reads before dialling; the unit only where the installation shows it. */
function About({ task }: { readonly task: CallbackTask }): ReactNode {
  const text = useCallbackText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <section className={styles.about} aria-label={text('task.request')} tabIndex={0}>
      <h3>{text('task.request')}</h3>
      <p className={styles.prose}>{task.description}</p>
      <p className={styles.quiet}>{task.placeText}</p>
      <h3>{text('task.reply')}</h3>
      <p className={styles.prose}>{task.replyText ?? text('task.noReply')}</p>
      <p className={styles.quiet}>{task.unitName === null ? text('task.blind') : text('task.unit', { unit: task.unitName })}</p>
      {task.attempts.length === 0 ? null : (
        <>
          <h3>{text('task.attempts')}</h3>
          <ol>
            {task.attempts.map((attempt, index) => (
              <li key={attempt.at} className={styles.attempt}>
                <span>{text('task.attemptNo', { n: index + 1 })}</span>
                <span title={formatMoment(attempt.at, 'full', language)}>{formatNear(attempt.at, now, language)}</span>
                <span>{language === 'zh' ? ATTEMPT_RESULT_ZH[attempt.result] : text(`result.${attempt.result}`)}</span>
                <span className={styles.quiet}>{attempt.note}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
