import { Button } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import {
  DataState, instantOf, KeyCap, MoreButton, ProblemNote, useCan, useClock, useCommand, useHintedReads, useKeys, useNow, useReadPages, useUrlFilters,
} from '@tongban/ui/web'
import { CLAIM_CHANGED_TYPE } from '../../contract/pool-events.js'
import { claimNext, countPool, readPool } from '../../contract/pool-endpoints.js'
import type { PoolFilters, PoolItem } from '../../contract/pool.schema.js'
import { useDispatchText } from '../dispatch-strings.js'
import { PoolCase } from '../pool-case.js'
import { PoolList } from '../pool-list.js'
import styles from '../pool-page.module.css'
import type { NamedUnit } from '../unit-picker.js'
import { BatchPanel } from './batch-panel.js'
import { POOL_FILTERS, PoolFilterBar } from './pool-filter-bar.js'
import { UndoBar, type Dispatched } from './undo-bar.js'
import { useClaim } from './use-claim.js'

const FILTERS = { ...POOL_FILTERS, case: '' }
const MOST_SKIPPED = 100
type Hint = { readonly status: string; readonly type: string }
const MOVES_POOL = ['case.dispatched.v1', 'case.withdrawn.v1', 'case.clarified.v1', 'case.recused.v1', CLAIM_CHANGED_TYPE]

/** The pool and the case that is worked on. N takes the next one; whoever dispatches what they hold gets the next by itself. */
export function PoolDesk({ keysOff }: { readonly keysOff: boolean }): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const clock = useClock()
  const { filters: { case: chosenId, ...filters }, set } = useUrlFilters(FILTERS)
  const asked = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')) as PoolFilters
  const query = { limit: 50, ...asked }
  const pages = useReadPages(readPool, { query }, { keepPrevious: true })
  const held = useClaim()
  const next = useCommand(claimNext, { invalidates: [readPool, countPool] })
  const [last, setLast] = useState<Dispatched | null>(null)
  const [batch, setBatch] = useState<{ item: PoolItem; lead: NamedUnit; copies: readonly string[] } | null>(null)
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const [taken, setTaken] = useState<PoolItem | null>(null)
  const [none, setNone] = useState(false)
  useHintedReads<Hint>([readPool, countPool], ({ status, type }) => status === 'awaiting_dispatch' || MOVES_POOL.includes(type))
  useNow('minute')

  // A claim that has run out is nobody's, whether or not anything was said of it.
  const items = pages.items.map((item) => (item.claim !== null && instantOf(item.claim.until) <= clock() ? { ...item, claim: null } : item))
  const listed = items.findIndex(({ id }) => id === chosenId)
  // What was just taken may lie further down than what is read.
  const chosen = items[listed] ?? (taken?.id === chosenId && chosenId !== '' ? taken : items[0])
  const place = Math.max(0, listed)
  const mayDispatch = can('case.dispatch')
  const choose = (id: string): void => {
    // One holds what one looks at.
    if (held.claim !== null && held.claim.caseId !== id) held.release()
    set({ case: id })
  }
  const step = (by: number) => (): void => {
    const to = items[Math.min(items.length - 1, Math.max(0, place + by))]
    if (to !== undefined) choose(to.id)
  }
  const takeNext = async (skip: readonly string[]): Promise<void> => {
    const answer = await next.run({ body: { ...asked, skipCaseIds: [...skip] } })
    if (answer === null) return
    setNone(answer.item === null)
    held.hold(answer.item?.claim ?? null)
    setTaken(answer.item)
    if (answer.item !== null) set({ case: answer.item.id })
  }
  const pressNext = (): void => {
    // Whoever presses on leaves the one they hold for later.
    const skip = held.claim === null ? skipped : [...skipped, held.claim.caseId].slice(-MOST_SKIPPED)
    setSkipped(skip)
    void takeNext(skip)
  }
  const goOn = (from: PoolItem): void => {
    if (held.claim?.caseId === from.id) {
      held.done()
      void takeNext(skipped)
      return
    }
    // the next in line, before the list has been read again
    const to = items[place + 1] ?? items[place - 1]
    set({ case: to?.id ?? '' })
  }
  const dispatched = (item: PoolItem, unitName: string): void => {
    setLast({ caseId: item.id, number: item.number, unitName, at: clock() })
    goOn(item)
  }
  const deskKeys = !keysOff && batch === null
  useKeys(
    { arrowdown: step(1), arrowup: step(-1), j: step(1), k: step(-1), n: mayDispatch ? pressNext : undefined },
    { enabled: deskKeys },
  )
  const told = pages.items.find(({ id }) => id === held.claim?.caseId)?.claim ?? null
  const { seen } = held
  useEffect(() => {
    if (told !== null) seen(told)
  }, [told, seen])
  const shownId = chosen?.id
  useEffect(() => {
    if (shownId !== undefined) document.getElementById(`pool-${shownId}`)?.scrollIntoView({ block: 'nearest' })
  }, [shownId])

  return (
    <div className={styles.bench}>
      <div className={styles.bar}>
        <PoolFilterBar filters={filters} onChange={(change) => set({ ...change, case: '' })} />
        {mayDispatch ? (
          <Button type="primary" ghost size="small" loading={next.isRunning} onClick={pressNext}>
            {text('pool.next')} <KeyCap>N</KeyCap>
          </Button>
        ) : null}
        <span role="status">
          {none ? text('pool.noNext') : null}
          {last === null ? null : (
            <UndoBar
              key={last.caseId}
              last={last}
              keysOff={!deskKeys}
              onUndone={(caseId) => {
                setLast(null)
                set({ case: caseId })
              }}
            />
          )}
        </span>
        <ProblemNote problem={next.problem} />
      </div>
      <div className={styles.desk}>
        <section className={styles.list}>
          <DataState read={pages} empty={{ title: text('pool.empty'), hint: text('pool.emptyHint') }}>
            {() => (
              <>
                <PoolList items={items} chosenId={chosen?.id ?? null} onChoose={choose} />
                <MoreButton pages={pages} />
              </>
            )}
          </DataState>
        </section>
        <section className={styles.case}>
          {batch !== null ? (
            <div className={styles.scroll}>
              <BatchPanel
                {...batch}
                onClose={(isDone) => {
                  setBatch(null)
                  if (isDone) dispatched(batch.item, batch.lead.name)
                }}
              />
            </div>
          ) : chosen === undefined ? null : (
            <PoolCase
              key={chosen.id}
              item={chosen}
              held={held}
              keysOff={!deskKeys}
              onDispatched={dispatched}
              onBatch={(lead, copies) => setBatch({ item: chosen, lead, copies })}
            />
          )}
        </section>
      </div>
    </div>
  )
}
