import type { ReactNode } from 'react'
import { DataState, formatMoment, useCan, useLanguage, useRead } from '@tongban/ui/web'
import { explainClock, type ClockExplanation } from '../contract/index.js'
import styles from './case-clocks.module.css'
import { useDeadlineText } from './deadline-strings.js'

type Data = ClockExplanation['data']

/** Everything there is to know of one clock: why it is due then, day by day, and what its ladder has done and will do. */
export function ClockExplanationPanel({ clockId }: { readonly clockId: string }): ReactNode {
  const text = useDeadlineText()
  const can = useCan()
  const read = useRead(explainClock, { params: { clockId }, query: {} }, { enabled: can('deadline.read') })
  if (!can('deadline.read')) return <p className={styles.quiet}>{text('clocks.forbidden')}</p>
  return (
    <section className={styles.panel} aria-label={text('explain.title')}>
      <DataState read={read}>
        {({ sentences, data }) => (
          <>
            {sentences.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
            <Ladder data={data} />
            <CountedDays data={data} />
            <Changes data={data} />
          </>
        )}
      </DataState>
    </section>
  )
}

function Ladder({ data: { ladder } }: { readonly data: Data }): ReactNode {
  const text = useDeadlineText()
  const moment = useMoment()
  if (ladder.length === 0) return null
  const next = ladder.find(({ isReached }) => !isReached)
  return (
    <>
      <h4>{text('explain.ladder')}</h4>
      <ol className={styles.steps}>
        {ladder.map((step) => (
          <li key={step.code} data-reached={step.isReached} aria-current={step === next ? 'step' : undefined}>
            <span className={styles.mark}>{step.isReached ? text('explain.reached') : text(step === next ? 'explain.next' : 'explain.ahead')}</span> {moment(step.at)} {step.name}
            <span className={styles.quiet}>
              {' '}
              {step.does.join('、')} · {step.toWords.join('、')}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

function CountedDays({ data: { counted, skipped, countedMinutes } }: { readonly data: Data }): ReactNode {
  const text = useDeadlineText()
  const { language } = useLanguage()
  const timeOf = (at: string): string => formatMoment(at, 'minute', language).slice(-5)
  if (counted.length === 0) return null
  return (
    <>
      <h4>{text('explain.counted', { minutes: countedMinutes })}</h4>
      <table className={styles.days}>
        <thead>
          <tr>
            <th scope="col">{text('explain.day')}</th>
            <th scope="col">{text('explain.spans')}</th>
            <th scope="col">{text('explain.minutes')}</th>
          </tr>
        </thead>
        <tbody>
          {counted.map((day) => (
            <tr key={day.date}>
              <th scope="row">
                {day.date} <span className={styles.quiet}>{day.note}</span>
              </th>
              <td>{day.spans.map((span) => `${timeOf(span.from)}–${timeOf(span.to)}`).join('、')}</td>
              <td>{day.minutes}</td>
            </tr>
          ))}
          {skipped.map((run) => (
            <tr key={run.fromDate} className={styles.quiet}>
              <th scope="row">{run.fromDate === run.toDate ? run.fromDate : `${run.fromDate} – ${run.toDate}`}</th>
              <td>{run.name ?? text(`explain.${run.reason}`)}</td>
              <td>0</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** What moved the due moment after the start, each with its reason. */
function Changes({ data }: { readonly data: Data }): ReactNode {
  const text = useDeadlineText()
  const moment = useMoment()
  const moved = ({ dueBefore, dueAfter }: { readonly dueBefore: string; readonly dueAfter: string }): string => `${moment(dueBefore)} → ${moment(dueAfter)}`
  const rows = [
    ...data.pauses.map((each) => ({ at: each.from, what: text('explain.pause'), how: `${moment(each.from)} – ${each.to === null ? text('explain.still') : moment(each.to)}`, reason: each.reason })),
    ...data.extensions.map((each) => ({ at: each.at, what: text('explain.extension'), how: moved(each), reason: each.reason })),
    ...data.reschedules.filter(({ dueBefore, dueAfter }) => dueBefore !== dueAfter).map((each) => ({ at: each.at, what: text('explain.recount'), how: moved(each), reason: each.reason })),
    ...data.reopenings.map((each) => ({ at: each.at, what: text('explain.reopening'), how: `${moment(each.satisfiedAt)} → ${moment(each.at)}`, reason: each.reason })),
  ].sort((a, b) => a.at.localeCompare(b.at))
  if (rows.length === 0) return null
  return (
    <>
      <h4>{text('explain.changes')}</h4>
      <ul className={styles.steps}>
        {rows.map(({ at, what, how, reason }) => (
          <li key={`${what} ${at}`}>
            <span className={styles.mark}>{what}</span> {how} <span className={styles.quiet}>{reason}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function useMoment(): (at: string) => string {
  const { language } = useLanguage()
  return (at) => formatMoment(at, 'minute', language)
}
