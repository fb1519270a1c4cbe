import type { ReactNode } from 'react'
import { formatMoment, formatNear, useLanguage, useNow } from '@tongban/ui/web'
import type { CallbackAnswers, CaseView } from '../../contract/index.js'
import { useCaseText } from '../strings/case-strings.js'
import { AttachmentList } from './attachment-list.js'
import styles from './case-detail.module.css'
import { useCasePageSlots } from './case-page-slots.js'
import { DispatchTrail } from './dispatch-trail.js'
import { SectionTitle } from './section-title.js'

/** What the citizen said, who it was (masked), what came with it, and why it went where it went. */
export function FactsPanel({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const now = useNow('minute')
  const { Caller } = useCasePageSlots()
  const rows: readonly (readonly [string, ReactNode])[] = [
    [text('facts.type'), text(`type.${view.caseType}`)],
    [text('facts.category'), view.categoryPath.length === 0 ? text('facts.uncategorised') : view.categoryPath.join(' › ')],
    [text('facts.place'), view.placeText === '' ? text('facts.unplaced') : view.placeText],
    [text('facts.division'), view.divisionPath.length === 0 ? text('facts.unplaced') : view.divisionPath.slice(-3).join(' › ')],
    [
      text('facts.channel'),
      [text(`channel.${view.channel}`), ...(view.originLine === null ? [] : [text('facts.line', { line: view.originLine })])].join(' · '),
    ],
    [text('facts.filedAt'), <span title={formatMoment(view.filedAt, 'full', language)}>{formatNear(view.filedAt, now, language)}</span>],
    [text('facts.evidence'), text(view.evidenceRequired ? 'facts.evidenceRequired' : 'facts.evidenceOptional')],
    ...(view.language === 'zh' ? [] : [[text('facts.language'), text('facts.mongolian')] as const]),
    [text('facts.callback'), text(view.wantsCallback ? 'facts.callbackWanted' : 'facts.callbackUnwanted')],
  ]
  return (
    <>
      <section className={styles.block}>
        <SectionTitle>{text('facts.description')}</SectionTitle>
        <p className={styles.prose}>{view.description}</p>
      </section>
      {view.answerText === null ? null : (
        <section className={styles.block}>
          <SectionTitle>{text(view.status === 'answered' ? 'facts.answer' : 'facts.ended')}</SectionTitle>
          <p className={styles.prose}>{view.answerText}</p>
        </section>
      )}
      <CallbackResult view={view} />
      <section className={styles.block}>
        <SectionTitle>{text('facts.title')}</SectionTitle>
        <dl className={styles.facts}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {Caller === undefined ? null : (
        <section className={styles.block}>
          <SectionTitle>{text('facts.caller')}</SectionTitle>
          <Caller caseId={view.id} />
        </section>
      )}
      {view.attachments.length === 0 ? null : (
        <section className={styles.block}>
          <SectionTitle>{text('facts.attachments')}</SectionTitle>
          <AttachmentList attachments={view.attachments} />
        </section>
      )}
      {view.dispatchTrail === null ? null : (
        <section className={styles.block}>
          <SectionTitle>{text('trail.title')}</SectionTitle>
          <DispatchTrail trail={view.dispatchTrail} />
        </section>
      )}
    </>
  )
}

/** What the citizen said on the phone; the first and the last answers are both kept, and shown when they differ in time. */
function CallbackResult({ view }: { readonly view: CaseView }): ReactNode {
  const text = useCaseText()
  const { firstCallback: first, finalCallback: final } = view
  if (final === null) return null
  const both = first !== null && first.at !== final.at
  return (
    <section className={styles.block}>
      <SectionTitle>{text('facts.callback')}</SectionTitle>
      <dl className={styles.facts}>
        {both ? <CallbackLine name={text('callback.first')} callback={first} /> : null}
        <CallbackLine name={text(both ? 'callback.final' : 'facts.callback')} callback={final} />
      </dl>
    </section>
  )
}

function CallbackLine({ name, callback }: { readonly name: string; readonly callback: NonNullable<CaseView['finalCallback']> }): ReactNode {
  const text = useCaseText()
  const { language } = useLanguage()
  const { outcome, answers } = callback
  const said =
    outcome === 'answered' && answers !== null ? answersSaid(answers, text) : outcome === 'answered' ? '' : text(`callback.${outcome}`)
  return (
    <div>
      <dt>{name}</dt>
      <dd title={formatMoment(callback.at, 'full', language)}>{said}</dd>
    </div>
  )
}

/** The four answers in one line. */
export function answersSaid(answers: CallbackAnswers, text: ReturnType<typeof useCaseText>): string {
  const of = (value: boolean | null, yes: Parameters<typeof text>[0], no: Parameters<typeof text>[0]): string | null =>
    value === null ? null : text(value ? yes : no)
  const parts = [
    of(answers.contacted, 'callback.contacted', 'callback.notContacted'),
    of(answers.resolved, 'callback.resolved', 'callback.notResolved'),
    answers.satisfaction === null ? null : text(`satisfaction.${answers.satisfaction}`),
    of(answers.truthful, 'callback.truthful', 'callback.untruthful'),
  ].filter((part) => part !== null)
  return parts.length === 0 ? text('callback.unsaid') : parts.join(' · ')
}
