import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ClockChip, formatMoment, KeyCap, StatusBadge, useCan, useKeys, useRead } from '@tongban/ui/web'
import { readPoolSuggestion } from '../contract/pool-endpoints.js'
import type { PoolItem } from '../contract/pool.schema.js'
import { ClaimBar } from './bench/claim-bar.js'
import { ClarifyPanel } from './bench/clarify-panel.js'
import type { HeldCase } from './bench/use-claim.js'
import { useDispatchText } from './dispatch-strings.js'
import { LeadPanel } from './lead-panel.js'
import styles from './pool-case.module.css'
import type { NamedUnit } from './unit-picker.js'
import { urgencyBadge } from './urgency-badge.js'

export type PoolCaseProps = {
  readonly item: PoolItem
  /** Something else on the page has the keys. */
  readonly keysOff: boolean
  /** Another dispatcher who is at it, by name. */
  readonly heldBy: string | null
  readonly onDispatched: (item: PoolItem, unitName: string) => void
  readonly onBatch: (lead: NamedUnit, copies: readonly string[]) => void
}

/** The chosen case: what it says, why the system hesitated, and the decision. */
export function PoolCase({ held, ...props }: Omit<PoolCaseProps, 'heldBy'> & { readonly held: HeldCase }): ReactNode {
  const { item, keysOff } = props
  const text = useDispatchText()
  const can = useCan()
  const [panel, setPanel] = useState<'category' | 'place' | null>(null)
  const { data: found } = useRead(readPoolSuggestion, { params: { caseId: item.id }, query: {} })
  const isMine = held.claim?.caseId === item.id
  const heldBy = !isMine && item.claim !== null && !item.claim.by.me ? item.claim.by.name : null
  const mayClarify = can('case.dispatch') && heldBy === null
  useKeys({ c: () => setPanel('category'), p: () => setPanel('place') }, { enabled: mayClarify && !keysOff && panel === null })
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
      <ClaimBar caseId={item.id} claim={item.claim} held={held} isEmergency={item.urgency === 'emergency'} keysOff={keysOff || panel !== null} />
      <div className={styles.body}>
        <section className={styles.facts} aria-label={text('case.description')} tabIndex={0}>
          <h2 className={styles.title}>{item.title}</h2>
          <p className={styles.tags}>
            {item.poolReasons.map((reason) => (
              <StatusBadge key={reason} tone="warn" text={text(`reason.${reason}`)} />
            ))}
          </p>
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
            {item.chosenUnit === null ? null : <Fact label={text('case.chosen')}>{item.chosenUnit.name}</Fact>}
            {item.subjectUnits.length === 0 ? null : (
              <Fact label={text('case.subjects')}>{text('case.subjectsNever', { units: item.subjectUnits.map(({ name }) => name).join('、') })}</Fact>
            )}
            {item.earlierUnits.length === 0 ? null : (
              <Fact label={text('case.earlier')}>{item.earlierUnits.map(({ unit, endedZh }) => `${unit.name}（${endedZh}）`).join('、')}</Fact>
            )}
          </dl>
          {mayClarify && panel === null ? (
            <p className={styles.tags}>
              <Button size="small" onClick={() => setPanel('category')}>
                {text('clarify.category')} <KeyCap>C</KeyCap>
              </Button>
              <Button size="small" onClick={() => setPanel('place')}>
                {text('clarify.place')} <KeyCap>P</KeyCap>
              </Button>
            </p>
          ) : null}
          {panel === null ? null : <ClarifyPanel about={panel} item={item} found={found} onClose={() => setPanel(null)} />}
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
        <LeadPanel {...props} key={`${item.id} ${item.version}`} heldBy={heldBy} keysOff={keysOff || panel !== null} />
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
