import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { CASE_STATUS_ZH } from '@tongban/case/contract'
import { ClockChip, formatMoment, formatNear, StatusBadge, useLanguage, useNow } from '@tongban/ui/web'
import type { OrderView } from '../contract/index.js'
import styles from './supervision.module.css'
import { useSupervisionText } from './supervision-strings.js'

type Props = { readonly order: OrderView }

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={styles.box} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

export function OrderFacts({ order }: Props): ReactNode {
  const text = useSupervisionText()
  const { language } = useLanguage()
  const { issuedBy } = order
  const facts: readonly (readonly [label: string, value: ReactNode])[] = [
    [text('order.to'), order.unit.name],
    ...(order.jointUnits.length === 0 ? [] : [[text('order.joint'), order.jointUnits.map(({ name }) => name).join('、')] as const]),
    [text('order.issuedBy'), `${[issuedBy.unitName, issuedBy.name].filter((part) => part !== null).join(' ')}　${formatMoment(order.issuedAt, 'minute', language)}`],
    [text('order.origin'), order.rungName === null ? text(`origin.${order.origin}`) : text('order.rung', { origin: text(`origin.${order.origin}`), rung: order.rungName })],
    [text('order.within'), `${order.replyWithinText}，${text('order.dueAt', { moment: formatMoment(order.replyDueAt, 'minute', language) })}`],
    [text('order.reviewers'), order.reviewersZh],
    ...(order.publicTitle === null ? [] : [[text('order.publicTitle'), order.publicTitle] as const]),
  ]
  return (
    <Section title={text('order.facts')}>
      <p className={styles.text}>{order.requirement}</p>
      <dl className={styles.facts}>
        {facts.map(([label, value]) => (
          <Fact key={label} label={label} value={value} />
        ))}
      </dl>
    </Section>
  )
}

const Fact = ({ label, value }: { readonly label: string; readonly value: ReactNode }): ReactNode => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
)

export function OrderAnswers({ order: { replies } }: Props): ReactNode {
  const text = useSupervisionText()
  const { language } = useLanguage()
  if (replies.length === 0) return null
  return (
    <Section title={text('order.replies')}>
      <ol className={styles.entries}>
        {replies.toReversed().map(({ round, at, by, text: said, measures, plannedFinish, late }) => (
          <li key={round}>
            <p className={styles.small}>
              {text('order.round', { round })} · {by} · {formatMoment(at, 'minute', language)} {late ? <StatusBadge tone="bad" text={text('order.late')} /> : null}
            </p>
            <p className={styles.text}>{said}</p>
            <p className={styles.text}>
              {text('order.measures')}：{measures}
            </p>
            {plannedFinish === null ? null : <p>{text('order.plan', { day: plannedFinish })}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}

export function OrderOpinions({ order: { opinions } }: Props): ReactNode {
  const text = useSupervisionText()
  const { language } = useLanguage()
  if (opinions.length === 0) return null
  return (
    <Section title={text('order.opinions')}>
      <ul className={styles.entries}>
        {opinions.map(({ unit, at, by, text: said }) => (
          <li key={`${unit.id} ${at}`}>
            <p className={styles.small}>
              {unit.name} {by} · {formatMoment(at, 'minute', language)}
            </p>
            <p className={styles.text}>{said}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function OrderInterviews({ order: { interviews } }: Props): ReactNode {
  const text = useSupervisionText()
  const { language } = useLanguage()
  if (interviews.length === 0) return null
  return (
    <Section title={text('order.interviews')}>
      <ul className={styles.entries}>
        {interviews.map(({ heldAt, place, attendees, minutes, commitments }) => (
          <li key={heldAt}>
            <p className={styles.small}>
              {[formatMoment(heldAt, 'minute', language), place, `${text('order.attendees')}：${attendees}`].filter((part) => part !== '').join(' · ')}
            </p>
            <p className={styles.text}>{minutes}</p>
            {commitments.map(({ text: said, by }) => (
              <p key={said}>
                {text('order.commitments')}：{said}（{text('order.commitBy', { day: by })}）
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function OrderCases({ order: { cases, caseCount, hiddenCases } }: Props): ReactNode {
  const text = useSupervisionText()
  return (
    <Section title={text('order.cases', { count: caseCount })}>
      <ul className={styles.entries}>
        {cases.map((item) => (
          <li key={item.id}>
            <Link to={`/cases/${item.id}`}>{item.title}</Link>{' '}
            <span className={styles.badges}>
              {item.promiseDueAt === null ? null : <ClockChip dueAt={item.promiseDueAt} doneAt={item.repliedAt ?? item.closedAt} />}
              {item.sealed ? <StatusBadge tone="muted" text={text('order.sealed')} /> : null}
            </span>
            <p className={styles.small}>
              {item.number} · {CASE_STATUS_ZH[item.status]} · {item.leadUnit?.name}
            </p>
          </li>
        ))}
      </ul>
      {hiddenCases === 0 ? null : <p className={styles.small}>{text('order.hidden', { count: hiddenCases })}</p>}
    </Section>
  )
}

export function OrderHistory({ order: { history } }: Props): ReactNode {
  const text = useSupervisionText()
  const { language } = useLanguage()
  const now = useNow('minute')
  return (
    <Section title={text('order.history')}>
      <ol className={styles.entries}>
        {history.toReversed().map(({ seq, at, sentence, detail, actor }) => (
          <li key={seq}>
            <p className={styles.small} title={formatMoment(at, 'full', language)}>
              {formatNear(at, now, language)} · {[actor.unitName, actor.name].filter((part) => part !== null).join(' ')}
            </p>
            <p>{sentence}</p>
            {detail === null ? null : <p className={`${styles.text} ${styles.small}`}>{detail}</p>}
          </li>
        ))}
      </ol>
    </Section>
  )
}
