import { useState, type ReactNode } from 'react'
import { ActionButton, ClockChip, formatMoment, formatNear, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import { ACTION_PANELS } from '../../commands/panels.js'
import type { CaseCommandName, CaseView, DisputeView } from '../../contract/index.js'
import { AttachmentList } from '../case/attachment-list.js'
import { useDisputeText } from '../strings/dispute-strings.js'
import { subjectOfCase } from '../work/action-subject.js'
import { useActionWords } from '../work/use-action-words.js'
import { DisputePanel } from './dispute-panel.js'
import styles from './disputes.module.css'
import { SimilarPrecedents } from './similar-precedents.js'

/** What may be done about a dispute, in the order in which it is done. */
const STEPS: readonly CaseCommandName[] = ['rule_dispute', 'convene_panel', 'hold_meeting', 'state_position']

type Props = { readonly view: CaseView; readonly dispute: DisputeView; readonly onDone: (said: string, isSettled: boolean) => void }

/** One dispute, whole: the matter, each party's word side by side, the panel, the ruling or the way to it, and what was held before. */
export function DisputeSheet({ view, dispute, onDone }: Props): ReactNode {
  const text = useDisputeText()
  const [step, setStep] = useState<CaseCommandName | null>(null)
  const words = useActionWords()
  const isOpen = dispute.ruling === null && dispute.mootAt === null
  const offered = isOpen ? STEPS.flatMap((name) => view.allowedActions.filter(({ action }) => action === name)) : []
  const Panel = step === null || !offered.some(({ action, enabled }) => action === step && enabled) ? undefined : ACTION_PANELS[step]
  return (
    <div className={styles.sheet}>
      <DisputeState dispute={dispute} handling={view.leadUnit?.name ?? null} />
      <section className={styles.block} aria-label={text('page.request')}>
        <h3>{text('page.request')}</h3>
        <p className={styles.prose}>{view.description}</p>
        <p className={styles.small}>{[view.categoryPath.join(' › '), view.placeText].filter((part) => part !== '').join(' · ')}</p>
      </section>
      <Positions view={view} dispute={dispute} />
      <DisputePanel dispute={dispute} />
      {dispute.ruling === null ? null : (
        <section className={styles.block} aria-label={text('page.ruling')}>
          <h3>{text('page.ruling')}</h3>
          <p className={styles.outcome}>{text('precedent.ruledFor', { unit: dispute.ruling.unit.name })}</p>
          <p className={styles.principle}>{dispute.ruling.principle}</p>
          <p className={styles.prose}>{dispute.ruling.reasons}</p>
          <p className={styles.small}>{dispute.ruling.legalBasis}</p>
        </section>
      )}
      {!isOpen ? null : Panel !== undefined ? (
        <section className={styles.block}>
          <Panel
            key={step}
            subject={subjectOfCase(view, null)}
            onCancel={() => setStep(null)}
            onDone={(said) => {
              setStep(null)
              onDone(said, step === 'rule_dispute')
            }}
          />
        </section>
      ) : (
        <section className={styles.block} aria-label={text('page.do')}>
          <h3>{text('page.do')}</h3>
          {offered.length === 0 ? <p className={styles.small}>{text('page.notForYou')}</p> : null}
          <div className={styles.steps}>
            {offered.map((item, index) => (
              <ActionButton
                key={item.action}
                type={index === 0 && item.enabled ? 'primary' : 'default'}
                disabledReason={item.enabled ? null : words.why(item)}
                onClick={() => setStep(item.action as CaseCommandName)}
              >
                {words.name(item)}
              </ActionButton>
            ))}
          </div>
        </section>
      )}
      {Panel !== undefined && step === 'rule_dispute' ? null : <SimilarPrecedents categoryCode={view.category?.id ?? null} exceptCaseId={view.id} />}
    </div>
  )
}

function DisputeState({ dispute, handling }: { readonly dispute: DisputeView; readonly handling: string | null }): ReactNode {
  const text = useDisputeText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const isOpen = dispute.ruling === null && dispute.mootAt === null
  return (
    <p className={styles.state}>
      {isOpen ? <ClockChip label={text('page.due')} dueAt={dispute.dueAt} /> : null}
      {isOpen && dispute.lapsedAt !== null ? <StatusBadge tone="bad" text={text('page.lapsedHint')} /> : null}
      {dispute.mootAt === null ? null : <StatusBadge tone="muted" text={text('page.moot')} />}
      {dispute.ruling === null ? null : <StatusBadge tone="good" text={text('page.ruledFor', { unit: dispute.ruling.unit.name })} />}
      <span className={styles.small} title={formatMoment(dispute.openedAt, 'full', language)}>
        {text(`cause.${dispute.cause}`)} · {text('page.opened', { moment: formatNear(dispute.openedAt, now, language) })}
      </span>
      {isOpen && handling !== null ? <span className={styles.outcome}>{text('page.handles', { unit: handling })}</span> : null}
    </p>
  )
}

/** Each party a column, said or silent; what it asked for when it wanted to return the case stands with it. */
function Positions({ view, dispute }: { readonly view: CaseView; readonly dispute: DisputeView }): ReactNode {
  const text = useDisputeText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <section aria-label={text('page.parties')}>
      <ul className={styles.parties}>
        {dispute.units.map((unit) => {
          const position = dispute.positions.find((item) => item.unit.id === unit.id)
          const returns = view.procedures.requests.filter((request) => request.kind === 'return' && request.unit.id === unit.id)
          const files = view.attachments.filter(({ id }) => position?.attachmentIds.includes(id) === true)
          return (
            <li key={unit.id} className={styles.party}>
              <h3>{unit.name}</h3>
              {returns.map((request) => (
                <p key={request.id} className={styles.small}>
                  {text('page.requests')}：{request.summary}；{request.reason}
                </p>
              ))}
              {position === undefined ? (
                <p className={styles.small}>{text('page.noPosition')}</p>
              ) : (
                <>
                  <p className={styles.prose}>{position.text}</p>
                  <p className={styles.small}>
                    {text('page.basis')}：{position.legalBasis} · <span title={formatMoment(position.at, 'full', language)}>{formatNear(position.at, now, language)}</span>
                  </p>
                  {files.length === 0 ? null : <AttachmentList attachments={files} />}
                </>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
