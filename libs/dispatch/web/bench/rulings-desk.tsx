import { Button, Input } from 'antd'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { CASE_COMMANDS, commandEndpoint, listPrecedents, readCase, readRequests, RETURN_REASON_ZH, type CaseView, type RequestQueueItem } from '@tongban/case/contract'
import {
  ActionButton, ClockChip, DataState, formatMoment, KeyCap, MoreButton, ProblemNote, useCan, useCommand, useHintedReads, useKeys, useRead, useReadPages, useUrlFilters, type CallInput,
} from '@tongban/ui/web'
import { Link } from 'react-router'
import { useDispatchText } from '../dispatch-strings.js'
import listStyles from '../pool-list.module.css'
import pageStyles from '../pool-page.module.css'
import { UnitPicker, type NamedUnit } from '../unit-picker.js'
import { ClaimBar } from './claim-bar.js'
import styles from './bench.module.css'
import { useClaim } from './use-claim.js'

const FILTERS = { request: '' } as const
const ruleRequest = commandEndpoint(CASE_COMMANDS.rule_request)
const PRESSABLE = 'button, a, input, textarea, select, [role="option"], [role="combobox"]'
const SHOWN_PRECEDENTS = 3

/** Units that say a case is not theirs, the ruling due first: the same requests and the same command as on their own page. */
export function RulingsDesk({ keysOff }: { readonly keysOff: boolean }): ReactNode {
  const text = useDispatchText()
  const { filters, set } = useUrlFilters(FILTERS)
  const pages = useReadPages(readRequests, { query: { tab: 'to_rule', limit: 50 } })
  const [said, setSaid] = useState('')
  useHintedReads([readRequests, readCase])
  const items = pages.items.filter(({ kind }) => kind === 'return')
  const listed = items.findIndex(({ id }) => id === filters.request)
  const place = Math.max(0, listed)
  const chosen = items[place]
  const step = (by: number) => (): void => {
    const to = items[Math.min(items.length - 1, Math.max(0, place + by))]
    if (to !== undefined) set({ request: to.id })
  }
  useKeys({ arrowdown: step(1), arrowup: step(-1), j: step(1), k: step(-1) }, { enabled: !keysOff })
  const ruled = (words: string): void => {
    setSaid(words)
    set({ request: (items[place + 1] ?? items[place - 1])?.id ?? '' })
  }
  return (
    <div className={pageStyles.bench}>
      <p role="status" className={styles.notice}>
        {said}
      </p>
      <div className={pageStyles.desk}>
        <section className={pageStyles.list}>
          <DataState read={pages} isEmpty={() => items.length === 0} empty={{ title: text('ruling.none'), hint: text('ruling.noneHint') }}>
            {() => (
              <>
                <ul className={listStyles.list} aria-label={text('tab.rulings')}>
                  {items.map((item) => (
                    <li key={item.id}>
                      <button type="button" className={`${listStyles.item} ${item.id === chosen?.id ? listStyles.chosen : ''}`} aria-current={item.id === chosen?.id} onClick={() => set({ request: item.id })}>
                        <span className={listStyles.top}>{item.rulingDueAt === null ? null : <ClockChip label={text('ruling.due')} dueAt={item.rulingDueAt} />}</span>
                        <span className={listStyles.title}>{item.case.title}</span>
                        <span className={listStyles.why}>
                          {item.unit.name} · {item.summary}
                        </span>
                      </button>
                    </li>
                  ))}
                </ul>
                <MoreButton pages={pages} />
              </>
            )}
          </DataState>
        </section>
        <section className={pageStyles.case}>{chosen === undefined ? null : <Ruling key={chosen.id} item={chosen} keysOff={keysOff} onRuled={ruled} />}</section>
      </div>
    </div>
  )
}

type RulingProps = { readonly item: RequestQueueItem; readonly keysOff: boolean; readonly onRuled: (said: string) => void }

function Ruling({ item, keysOff, onRuled }: RulingProps): ReactNode {
  const text = useDispatchText()
  const read = useRead(readCase, { params: { caseId: item.case.id } })
  return (
    <div className={pageStyles.scroll}>
      <DataState read={read}>{(view) => <RulingSheet view={view} item={item} keysOff={keysOff} onRuled={onRuled} openText={text('case.open')} />}</DataState>
    </div>
  )
}

function RulingSheet({ view, item, keysOff, onRuled, openText }: RulingProps & { readonly view: CaseView; readonly openText: string }): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const held = useClaim()
  const [units, setUnits] = useState<readonly NamedUnit[]>([])
  const [remarks, setRemarks] = useState('')
  const [remarksMissing, setRemarksMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement | null>(null)
  const hooks = useMemo(() => ({ invalidates: [readRequests, readCase] }), [])
  const { run, isRunning, problem } = useCommand(ruleRequest, hooks)
  const asked = view.procedures.requests.find(({ id }) => id === item.id)
  const details = asked?.details.kind === 'return' ? asked.details : null
  const offered = view.allowedActions.find(({ action }) => action === 'rule_request')
  const why = !can('request.rule_dispatch') ? text('ruling.notAllowed') : asked?.status !== 'pending' ? text('ruling.gone') : offered?.enabled === false ? offered.why : null
  const rule = async (verdict: 'approve' | 'reject'): Promise<void> => {
    if (why !== null) return
    if (verdict === 'reject' && remarks.trim().length < 4) {
      setRemarksMissing(true)
      field.current?.focus()
      return
    }
    const more = verdict === 'approve' ? { leadUnitId: units[0]?.id ?? null, newPromiseReason: null } : {}
    const body = { version: view.version, requestId: item.id, verdict, remarks: remarks.trim(), ...more }
    if ((await run({ params: { caseId: view.id }, body } as CallInput<typeof ruleRequest>)) === null) return
    held.done()
    onRuled(text(verdict === 'approve' ? 'ruling.approved' : 'ruling.rejected', { number: view.number }))
  }
  useKeys(
    {
      a: () => void rule('approve'),
      enter: ({ target }) => (target instanceof HTMLElement && target.closest(PRESSABLE) !== null && target.closest('[aria-current="true"]') === null ? false : void rule('approve')),
      r: () => void rule('reject'),
      'ctrl+enter': () => void rule('approve'),
      'ctrl+shift+enter': () => void rule('reject'),
      '/': () => document.getElementById('ruling-unit')?.focus(),
    },
    { enabled: !keysOff },
  )
  // The list of rulings does not say who is at them; the refusal does, and then it may be taken over.
  const heldBy = problem?.code === 'CASE_HELD' ? problem : null
  return (
    <article className={styles.work} aria-label={view.number}>
      <p className={styles.small}>
        {view.number} · <Link to={`/cases/${view.id}`}>{openText}</Link>
      </p>
      <ClaimBar
        caseId={view.id}
        claim={heldBy === null ? null : otherClaim(view.id, String(heldBy.params?.holderName ?? ''), item.askedAt)}
        held={held}
        isEmergency={view.urgency === 'emergency'}
        keysOff={keysOff}
      />
      <h3>{view.title}</h3>
      <p className={styles.prose}>{view.description}</p>
      <p className={styles.small}>{[view.categoryPath.join(' › '), view.placeText, view.leadUnit?.name ?? ''].filter((part) => part !== '').join(' · ')}</p>
      <h3>{text('ruling.asked', { unit: item.unit.name })}</h3>
      {details === null ? null : (
        <p className={styles.prose}>
          {RETURN_REASON_ZH[details.reasonCode]} · {text('ruling.basis')}：{details.legalBasis}
        </p>
      )}
      <p className={styles.prose}>{item.reason}</p>
      <p className={styles.small}>{[item.askedBy, formatMoment(item.askedAt, 'minute')].join(' · ')}</p>
      <Precedents categoryCode={view.category?.id ?? null} exceptCaseId={view.id} />
      <label className={styles.label} htmlFor="ruling-unit">
        {text('ruling.unit')} <KeyCap>/</KeyCap>
      </label>
      <UnitPicker id="ruling-unit" single units={units} placeholder={item.summary.split('；').find((part) => part.startsWith('应由')) ?? ''} except={view.subjectUnits.map(({ id }) => id)} onChange={setUnits} />
      <label className={styles.label} htmlFor="ruling-remarks">
        {text('ruling.remarks')} {remarksMissing ? <span role="alert">{text('ruling.remarksMissing')}</span> : null}
      </label>
      <Input.TextArea id="ruling-remarks" ref={(node) => void (field.current = node?.resizableTextArea?.textArea ?? null)} rows={2} maxLength={1000} value={remarks} onChange={(event) => setRemarks(event.target.value)} />
      <ProblemNote problem={problem} />
      <div className={styles.foot}>
        <Button loading={isRunning} disabled={why !== null} onClick={() => void rule('reject')}>
          {text('ruling.reject')} <KeyCap>R</KeyCap>
        </Button>
        <ActionButton type="primary" shortcut="A" loading={isRunning} disabledReason={why} onClick={() => void rule('approve')}>
          {text('ruling.approve')}
        </ActionButton>
      </div>
    </article>
  )
}

const otherClaim = (caseId: string, name: string, since: string) => ({ caseId, by: { id: '', name, me: false }, since, until: since, takenFrom: null })

/** What was held before in the same category. */
function Precedents({ categoryCode, exceptCaseId }: { readonly categoryCode: string | null; readonly exceptCaseId: string }): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const query = { limit: SHOWN_PRECEDENTS + 1, ...(categoryCode === null ? {} : { categoryCode }) }
  const { data } = useRead(listPrecedents, { query }, { enabled: can('dispute.read') && categoryCode !== null })
  const found = (data?.items ?? []).filter(({ caseId }) => caseId !== exceptCaseId).slice(0, SHOWN_PRECEDENTS)
  if (found.length === 0) return null
  return (
    <section aria-label={text('ruling.precedents')}>
      <h3>{text('ruling.precedents')}</h3>
      <ul>
        {found.map(({ disputeId, principle, unit, legalBasis }) => (
          <li key={disputeId} className={styles.prose}>
            {principle} → {unit.name} <span className={styles.small}>{legalBasis}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
