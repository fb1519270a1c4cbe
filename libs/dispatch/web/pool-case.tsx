import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ClockChip, formatMoment, StatusBadge } from '@tongban/ui/web'
import type { PoolItem } from '../contract/dispatch-endpoints.js'
import { useDispatchText } from './dispatch-strings.js'
import { LeadPanel } from './lead-panel.js'
import styles from './pool-case.module.css'
import { urgencyBadge } from './urgency-badge.js'

export type PoolCaseProps = { readonly item: PoolItem; readonly onDispatched: (item: PoolItem, unitName: string) => void }

/** The chosen case: what it says, why the system hesitated, and the decision. */
export function PoolCase({ item, onDispatched }: PoolCaseProps): ReactNode {
  const text = useDispatchText()
  const urgency = urgencyBadge(item.urgency, text)
  const { suggestion } = item
  return (
    <article className={styles.case} aria-label={item.number}>
      <header className={styles.head}>
        <span className={styles.number}>{item.number}</span>
        <StatusBadge tone="neutral" text={text(`type.${item.caseType}`)} />
        {urgency === null ? null : <StatusBadge {...urgency} />}
        {item.sealed ? <StatusBadge tone="muted" text={text('case.sealed')} /> : null}
        {item.round > 1 ? <StatusBadge tone="warn" text={text('case.round', { round: item.round })} /> : null}
        <ClockChip dueAt={item.dispatchDueAt} />
        <Link className={styles.open} to={`/cases/${item.id}`}>
          {text('case.open')}
        </Link>
      </header>
      <div className={styles.body}>
        <section className={styles.facts} aria-label={text('case.description')} tabIndex={0}>
          <h2 className={styles.title}>{item.title}</h2>
          <dl className={styles.list}>
            <Fact label={text('case.filedAt')}>{formatMoment(item.filedAt, 'minute')}</Fact>
            <Fact label={text('case.place')}>{item.placeText === '' ? <i>{text('case.noPlace')}</i> : item.placeText}</Fact>
            <Fact label={text('case.division')}>
              {item.division === null ? (
                <i>{text('case.noDivision')}</i>
              ) : item.county === null || item.county.id === item.division.id ? (
                item.division.name
              ) : (
                `${item.county.name} › ${item.division.name}`
              )}
            </Fact>
            <Fact label={text('case.category')}>{item.category?.name ?? <i>{text('case.noCategory')}</i>}</Fact>
          </dl>
          <h3 className={styles.heading}>{text('case.description')}</h3>
          <p className={styles.description}>{item.description}</p>
          {suggestion === null ? null : (
            <>
              <h3 className={styles.heading}>{text('trail.title')}</h3>
              {suggestion.wouldNeed.length === 0 ? null : (
                <ul className={styles.needs} aria-label={text('trail.need')}>
                  {suggestion.wouldNeed.map((need) => (
                    <li key={need}>{need}</li>
                  ))}
                </ul>
              )}
              <ul className={styles.reasons} aria-label={text('trail.reasons')}>
                {suggestion.reasons.map((reason) => (
                  <li key={`${reason.code} ${reason.text}`}>{reason.text}</li>
                ))}
              </ul>
            </>
          )}
        </section>
        <LeadPanel item={item} onDispatched={onDispatched} />
      </div>
    </article>
  )
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
)
