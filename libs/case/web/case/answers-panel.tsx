import type { ReactNode } from 'react'
import { formatMoment, formatNear, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import styles from './answers-panel.module.css'
import { AttachmentList } from './attachment-list.js'
import { answersSaid } from './facts-panel.js'
import { SectionPart, SectionTitle } from './section-title.js'

type Answer = CaseView['answers'][number]

/** The first answer the citizen got and the last, side by side, each with what the citizen said to it. Only where there was more than one. */
export function AnswersPanel({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { answers } = view
  const first = answers[0]
  const last = answers.at(-1)
  if (first === undefined || last === undefined || first === last) return null
  const between = answers.length - 2
  return (
    <section className={styles.panel} aria-label={text('answers.title')}>
      <SectionTitle>{text('answers.title')}</SectionTitle>
      <div className={styles.sides}>
        <OneAnswer name={text('answers.first')} answer={first} view={view} callback={saidTo(view, first, answers[1])} />
        <OneAnswer name={text(view.status === 'closed' || view.status === 'archived' ? 'answers.final' : 'answers.latest')} answer={last} view={view} callback={saidTo(view, last, undefined)} />
      </div>
      {between === 0 ? null : <p className={styles.small}>{text('answers.between', { count: between })}</p>}
    </section>
  )
}

/** What was said to one answer: on the phone after it was given, and before the next one was. */
const saidTo = ({ firstCallback, finalCallback }: CaseView, answer: Answer, next: Answer | undefined): CaseView['finalCallback'] =>
  [finalCallback, firstCallback].find((said) => said !== null && said.at >= answer.at && (next === undefined || said.at < next.at)) ?? null

type Props = { readonly name: string; readonly answer: Answer; readonly view: CaseView; readonly callback: CaseView['finalCallback'] }

function OneAnswer({ name, answer, view, callback }: Props): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const files = view.attachments.filter(({ id }) => answer.attachmentIds.includes(id))
  return (
    <article className={styles.side}>
      <SectionPart>
        {name} · {text('case.round', { round: answer.round })}
      </SectionPart>
      <p className={styles.small} title={formatMoment(answer.at, 'full', language)}>
        {answer.unit.name} · {formatNear(answer.at, now, language)} {answer.late ? <StatusBadge tone="bad" text={text('assignments.late')} /> : null}
      </p>
      <p className={styles.prose}>{answer.text}</p>
      {files.length === 0 ? null : <AttachmentList attachments={files} />}
      {callback === null ? null : (
        <p className={styles.said} title={formatMoment(callback.at, 'full', language)}>
          {text('answers.citizen')}：
          {callback.outcome === 'answered' ? (callback.answers === null ? '' : answersSaid(callback.answers, text)) : text(`callback.${callback.outcome}`)}
        </p>
      )}
    </article>
  )
}
