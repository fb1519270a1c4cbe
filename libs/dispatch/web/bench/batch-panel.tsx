import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { asProblem, call, ClockChip, DataState, formatCount, KeyCap, newRequestId, problemText, readKey, useKeys, useLanguage, useRead } from '@tongban/ui/web'
import { dispatchCase } from '../../contract/dispatch-endpoints.js'
import { countPool, readLikeCases, readPool } from '../../contract/pool-endpoints.js'
import type { LikeCase, PoolItem } from '../../contract/pool.schema.js'
import { useDispatchText } from '../dispatch-strings.js'
import type { NamedUnit } from '../unit-picker.js'
import styles from './bench.module.css'

/** So many are on their way at once: a hall's dispatches come first for nobody. */
const AT_ONCE = 4

type Outcome = { readonly kind: 'running' } | { readonly kind: 'done' } | { readonly kind: 'refused'; readonly why: string }
type Target = Pick<LikeCase, 'id' | 'number' | 'version' | 'title'> & { readonly key: string }

export type BatchPanelProps = {
  readonly item: PoolItem
  readonly lead: NamedUnit
  readonly copies: readonly string[]
  /** `dispatched`: the case itself has gone. */
  readonly onClose: (dispatched: boolean) => void
}

/** Like cases to the same unit in one act. Each is its own dispatch under its own key: one that is refused stays where it is and says why. */
export function BatchPanel({ item, lead, copies, onClose }: BatchPanelProps): ReactNode {
  const text = useDispatchText()
  const { language } = useLanguage()
  const client = useQueryClient()
  const read = useRead(readLikeCases, { params: { caseId: item.id } })
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map())
  // kept from the first press on: what is sent again goes out under the same key
  const [sent, setSent] = useState<readonly Target[] | null>(null)

  const items = read.data?.items ?? []
  const offered = items.filter(({ subjectUnitIds, claim }) => !subjectUnitIds.includes(lead.id) && (claim === null || claim.by.me))
  const isChosen = ({ id, because }: LikeCase): boolean => (because === 'matter') !== toggled.has(id)
  const chosen = offered.filter(isChosen)
  const finished = [...outcomes.values()].filter(({ kind }) => kind !== 'running').length
  const refused = [...outcomes.values()].filter(({ kind }) => kind === 'refused').length
  const running = sent !== null && finished < sent.length
  const close = (): void => onClose(outcomes.get(item.id)?.kind === 'done')

  const give = async ({ id, version, key }: Target): Promise<void> => {
    setOutcomes((before) => new Map(before).set(id, { kind: 'running' }))
    let outcome: Outcome = { kind: 'done' }
    try {
      await call(dispatchCase, {
        params: { caseId: id }, idempotencyKey: key,
        body: { version, leadUnitId: lead.id, ccUnitIds: copies.filter((unitId) => unitId !== lead.id), reason: text('batch.reason', { number: item.number }) },
      })
    } catch (failure) {
      outcome = { kind: 'refused', why: problemText(asProblem(failure), language) }
    }
    setOutcomes((before) => new Map(before).set(id, outcome))
  }
  const giveAll = async (): Promise<void> => {
    if (sent !== null || running) return
    const targets = [item, ...chosen].map(({ id, number, version, title }) => ({ id, number, version, title, key: newRequestId() }))
    setSent(targets)
    const waiting = [...targets]
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await give(next)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    for (const endpoint of [readPool, countPool]) void client.invalidateQueries({ queryKey: readKey(endpoint) })
  }
  const panel = useRef<HTMLElement>(null)
  // Enter is the panel's, not that of whatever was pressed before it opened.
  useEffect(() => panel.current?.focus(), [])
  const enter = ({ target }: KeyboardEvent): void | false => {
    if (target instanceof HTMLElement && target.closest('button, a') !== null) return false
    if (sent === null) void giveAll()
    else if (!running) close()
  }
  useKeys({ escape: running ? undefined : close, 'ctrl+enter': () => void giveAll(), enter })

  return (
    <section ref={panel} tabIndex={-1} className={styles.panel} aria-label={text('batch.title')}>
      <h3>{text('batch.heading', { unit: lead.name })}</h3>
      {sent === null ? (
        <DataState read={read} isEmpty={() => offered.length === 0} empty={{ title: text('batch.none') }}>
          {() => (
            <ul className={styles.likes}>
              {offered.map((like) => (
                <li key={like.id}>
                  <Checkbox
                    checked={isChosen(like)}
                    onChange={() => setToggled((before) => new Set(before.has(like.id) ? [...before].filter((id) => id !== like.id) : [...before, like.id]))}
                  >
                    <span className={styles.clip}>{like.title}</span>
                  </Checkbox>
                  <small>{text(`batch.because.${like.because}`)}</small>
                  <small className={styles.clip}>{like.placeText}</small>
                  <ClockChip dueAt={like.dispatchDueAt} />
                </li>
              ))}
            </ul>
          )}
        </DataState>
      ) : (
        <>
          <p role="status">{text('batch.progress', { done: formatCount(finished - refused), refused: formatCount(refused), all: formatCount(sent.length) })}</p>
          <ul className={styles.likes}>
            {sent.map(({ id, number, title }) => {
              const outcome = outcomes.get(id)
              return (
                <li key={id}>
                  <span>{number}</span>
                  <span className={styles.clip}>{title}</span>
                  <small className={outcome?.kind === 'refused' ? styles.bad : undefined}>
                    {outcome === undefined || outcome.kind === 'running' ? text('batch.waiting') : outcome.kind === 'done' ? text('batch.done') : outcome.why}
                  </small>
                </li>
              )
            })}
          </ul>
        </>
      )}
      <div className={styles.foot}>
        <Button onClick={close} disabled={running}>
          {text(sent === null ? 'panel.cancel' : 'panel.close')} <KeyCap>Esc</KeyCap>
        </Button>
        {sent === null ? (
          <Button type="primary" onClick={() => void giveAll()}>
            {text('batch.give', { count: chosen.length + 1 })} <KeyCap>Enter</KeyCap>
          </Button>
        ) : null}
      </div>
    </section>
  )
}
