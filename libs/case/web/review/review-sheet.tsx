import { Checkbox } from 'antd'
import { useState, type ReactNode } from 'react'
import { ClockChip, formatMoment, formatNear, useLanguage, useNow, useRead } from '@tongban/ui/web'
import { ReviewPanel } from '../../commands/review/panel.js'
import { readReviewSheet, type CaseView, type ReviewSheet as Sheet } from '../../contract/index.js'
import { AttachmentList } from '../case/attachment-list.js'
import { answersSaid } from '../case/facts-panel.js'
import { useCaseText } from '../strings/case-strings.js'
import { subjectOfCase } from '../work/action-subject.js'
import { useActionWords } from '../work/use-action-words.js'
import { repliedLead, replyAttachmentIds } from './replied-lead.js'
import styles from './review-sheet.module.css'

/** Request and reply side by side, what the system noticed above the reply, the list to check it against, and the verdict under both. */
export function ReviewSheet({
  view,
  onDecided,
}: {
  readonly view: CaseView
  readonly onDecided: (verdict: 'pass' | 'send_back') => void
}): ReactNode {
  const text = useCaseText()
  const words = useActionWords()
  const action = view.allowedActions.find((item) => item.action === 'review')
  const why = action === undefined ? text('review.notAllowed') : words.why(action)
  const sheet = useRead(readReviewSheet, { params: { caseId: view.id } }, { enabled: why === null })
  const [checked, setChecked] = useState<readonly string[]>([])
  return (
    <>
      <div className={styles.sides}>
        <Request view={view} />
        <Reply view={view} sheet={sheet.data ?? null} />
      </div>
      <div className={styles.verdict}>
        {why === null ? (
          <>
            <Checklist sheet={sheet.data ?? null} checked={checked} onChange={setChecked} />
            <ReviewPanel
            subject={subjectOfCase(view, null)}
            checked={checked}
            after={text(view.wantsCallback ? 'review.afterPass' : 'review.afterPassNoCallback')}
            onDone={onDecided}
            />
          </>
        ) : (
          <p className={styles.refused}>{why}</p>
        )}
      </div>
    </>
  )
}

function Request({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const before = view.round > 1 ? view.finalCallback : null
  const sentBack = [...view.timeline].sort((a, b) => a.seq - b.seq).findLast((entry) => entry.type === 'case.review_failed.v1')
  return (
    <section className={styles.side} aria-label={text('review.request')} tabIndex={0}>
      <h3>{text('review.request')}</h3>
      <p className={styles.prose}>{view.description}</p>
      <p className={styles.meta}>
        {[text(`type.${view.caseType}`), view.categoryPath.join(' › '), view.placeText].filter((part) => part !== '').join(' · ')}
      </p>
      <p className={styles.meta} title={formatMoment(view.filedAt, 'full', language)}>
        {text('facts.filedAt')} {formatNear(view.filedAt, now, language)}
      </p>
      {before === null && sentBack === undefined ? null : (
        <div className={styles.before}>
          <h4>{text('review.lastRound')}</h4>
          {before?.answers == null ? null : (
            <p>
              {text('review.saidBack')}：{answersSaid(before.answers, text)}
            </p>
          )}
          {sentBack === undefined ? null : (
            <p>
              {sentBack.sentence}：{sentBack.detail}
            </p>
          )}
        </div>
      )}
    </section>
  )
}

/** What the reviewer holds the reply against; what was ticked is kept with the verdict. */
function Checklist({ sheet, checked, onChange }: { readonly sheet: Sheet | null; readonly checked: readonly string[]; readonly onChange: (ids: readonly string[]) => void }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  if (sheet === null) return null
  const options = sheet.checklist.map((item) => ({ value: item.id, label: language === 'zh' ? item.text : item.textEn }))
  return (
    <div className={styles.checklist} role="group" aria-label={text('review.checklist')}>
      <Checkbox.Group options={options} value={[...checked]} onChange={(values) => onChange(values)} />
      <span className={styles.meta}>{text('review.checkedCount', { done: checked.length, all: options.length })}</span>
    </div>
  )
}

function Reply({ view, sheet }: { readonly view: CaseView; readonly sheet: Sheet | null }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const lead = repliedLead(view)
  if (lead === null) return null
  const remarks = sheet?.remarks ?? []
  const ids = replyAttachmentIds(view)
  const evidence = view.attachments.filter((file) => ids.includes(file.id))
  const contacts = [...view.timeline].filter((entry) => entry.type === 'assignment.contacted.v1').sort((a, b) => b.seq - a.seq)
  return (
    <section className={styles.side} aria-label={text('review.reply')} tabIndex={0}>
      <h3>
        {text('review.reply')}
        <span className={styles.by}>
          {lead.unit.name} · {lead.repliedAt === null ? '' : formatNear(lead.repliedAt, now, language)}
        </span>
        <ClockChip label={text('inbox.promise')} dueAt={lead.promiseDueAt} doneAt={lead.repliedAt} />
      </h3>
      <ul className={styles.remarks} aria-label={text('review.remarksTitle')}>
        {sheet !== null && remarks.length === 0 ? <li data-weight="none">✓ {text('review.noRemarks')}</li> : null}
        {remarks.map((remark) => (
          <li key={remark.code} data-weight={remark.weight}>
            {remark.weight === 'serious' ? '■' : '◇'} {language === 'zh' ? remark.text : remark.textEn}
          </li>
        ))}
      </ul>
      <p className={styles.prose}>{lead.replyText}</p>
      <h4>
        {text('review.evidence')} {evidence.length === 0 ? '' : evidence.length}
      </h4>
      {evidence.length === 0 ? <p className={styles.meta}>{text('review.noEvidence')}</p> : <AttachmentList attachments={evidence} large />}
      <h4>{text('review.contact')}</h4>
      <ul>
        {contacts.map((entry) => (
          <li key={entry.seq} className={styles.meta}>
            <span title={formatMoment(entry.at, 'full', language)}>{formatNear(entry.at, now, language)}</span> {entry.sentence}
            {entry.detail === null ? '' : `：${entry.detail}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
