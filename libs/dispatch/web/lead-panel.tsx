import { Button, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import {
  ActionButton, ChoiceGroup, formatMoment, formatPercent, KeyCap, ProblemNote, useCan, useCommand, useKeys, useLanguage, useRead, type Choice,
} from '@tongban/ui/web'
import { dispatchCase } from '../contract/dispatch-endpoints.js'
import { countPool, readPool, readPoolSuggestion } from '../contract/pool-endpoints.js'
import type { UnitQuote } from '../contract/pool.schema.js'
import { useDispatchText } from './dispatch-strings.js'
import styles from './lead-panel.module.css'
import type { PoolCaseProps } from './pool-case.js'
import { UnitPicker, type NamedUnit } from './unit-picker.js'

const MAX_CHOICES = 9
const PRESSABLE = 'button, a, input, select, textarea, summary, [role="option"], [role="combobox"]'

/** Enter belongs to what has the focus, if that can be pressed; the chosen line of the list has done its part. */
const isForAnother = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && target.closest(PRESSABLE) !== null && target.closest('[aria-current="true"]') === null

/** Who leads. A takes the suggestion as it is; a digit takes an alternative, and then the reason is asked here. */
export function LeadPanel({ item, keysOff, heldBy, onDispatched, onBatch }: PoolCaseProps): ReactNode {
  const text = useDispatchText()
  const can = useCan()
  const { language } = useLanguage()
  const { suggestion } = item
  const suggested = suggestion?.lead ?? null
  const [other, setOther] = useState<NamedUnit | null>(null)
  // as when the system dispatches by itself: only an emergency starts those who may be called on
  const [assists, setAssists] = useState<readonly NamedUnit[]>(item.urgency === 'emergency' ? (suggestion?.assists ?? []) : [])
  const [copies, setCopies] = useState<readonly NamedUnit[]>(suggestion?.copies ?? [])
  const [reason, setReason] = useState('')
  const [reasonMissing, setReasonMissing] = useState(false)
  const reasonField = useRef<InputRef>(null)
  const { run, isRunning, problem } = useCommand(dispatchCase, { invalidates: [readPool, countPool] })

  const lead = other ?? suggested
  const isOther = other !== null
  const mayDispatch = can('case.dispatch')
  // An emergency waits for nobody's claim.
  const blockedBy = item.urgency === 'emergency' ? null : heldBy
  const returnedIt = new Set(item.earlierUnits.map(({ unit }) => unit.id))
  const isSearched = other !== null && other.id !== suggested?.id && !(suggestion?.alternatives ?? []).some(({ unit }) => unit.id === other.id)
  const { data: found } = useRead(
    readPoolSuggestion,
    { params: { caseId: item.id }, query: isSearched ? { unitId: other.id } : {} },
    { keepPrevious: true },
  )
  const quote = lead === null ? undefined : found?.quotes.find(({ unit }) => unit.id === lead.id)
  useEffect(() => {
    if (isOther) reasonField.current?.focus()
  }, [isOther, other?.id])
  // A unit that has had it and did not keep it is told apart.
  const nameOf = ({ id, name }: NamedUnit): string => (returnedIt.has(id) ? text('lead.hadIt', { unit: name }) : name)
  const choices: readonly Choice<string>[] = [
    ...(suggested === null
      ? []
      : [
          {
            value: suggested.id,
            label: nameOf(suggested),
            hint: `${text('lead.suggested')} ${formatPercent(suggestion?.confidence ?? 0)}`,
            keyCap: 'A',
          },
        ]),
    ...(suggestion?.alternatives ?? []).slice(0, MAX_CHOICES).map(({ unit, confidence, reason: why }, index) => ({
      value: unit.id,
      label: nameOf(unit),
      hint: formatPercent(confidence),
      keyCap: String(index + 1),
      title: why,
    })),
  ]
  const units: readonly NamedUnit[] = [
    ...(suggested === null ? [] : [suggested]),
    ...(suggestion?.alternatives ?? []).map(({ unit }) => unit),
  ]
  const choose = (unit: NamedUnit | null): void => {
    setOther(unit !== null && unit.id === suggested?.id ? null : unit)
    setReasonMissing(false)
  }
  const send = async (unit: NamedUnit | null, why: string): Promise<void> => {
    if (unit === null || !mayDispatch || blockedBy !== null) return
    if (suggested !== null && unit.id !== suggested.id && why.trim() === '') {
      setReasonMissing(true)
      reasonField.current?.focus()
      return
    }
    const answer = await run({
      params: { caseId: item.id },
      body: {
        version: item.version,
        leadUnitId: unit.id,
        assistUnitIds: assists.map(({ id }) => id).filter((id) => id !== unit.id),
        ccUnitIds: copies.map(({ id }) => id).filter((id) => id !== unit.id),
        reason: why.trim(),
      },
    })
    if (answer !== null) onDispatched(item, unit.name)
  }
  const accept = (): void => void (suggested === null ? undefined : send(suggested, ''))
  useKeys({
    a: accept,
    enter: (event) => (isForAnother(event) ? false : other === null ? accept() : void send(other, reason)),
    b: () => (lead === null || !mayDispatch ? undefined : onBatch(lead, copies.map(({ id }) => id))),
    'ctrl+enter': () => void send(lead, reason),
    escape: () => {
      choose(null)
      ;(document.activeElement as HTMLElement | null)?.blur()
    },
    '/': () => document.getElementById('pool-lead-search')?.focus(),
    ...Object.fromEntries(
      (suggestion?.alternatives ?? []).slice(0, MAX_CHOICES).map(({ unit }, index) => [String(index + 1), () => choose(unit)]),
    ),
  }, { enabled: !keysOff })

  return (
    <section className={styles.panel} aria-label={text('lead.title')}>
      <div className={styles.act}>
        <ActionButton
          type="primary"
          size="large"
          block
          {...(lead === null ? {} : { shortcut: isOther ? 'Ctrl Enter' : 'A' })}
          loading={isRunning}
          disabledReason={!mayDispatch ? text('lead.notAllowed') : blockedBy !== null ? text('lead.held', { name: blockedBy }) : lead === null ? text('lead.none') : null}
          onClick={() => void send(lead, reason)}
        >
          {lead !== null && isOther ? text('lead.dispatch', { unit: lead.name }) : text(suggested === null ? 'lead.choose' : 'lead.accept')}
        </ActionButton>
        {quote === undefined ? null : <Preview quote={quote} language={language} />}
        <div className={styles.more}>
          <Button size="small" disabled={lead === null || !mayDispatch} onClick={() => (lead === null ? undefined : onBatch(lead, copies.map(({ id }) => id)))}>
            {text('batch.open')} <KeyCap>B</KeyCap>
          </Button>
        </div>
        <ProblemNote problem={problem} />
      </div>
      <h2 className={styles.heading}>{text('lead.title')}</h2>
      <div className={styles.choices}>
        {choices.length === 0 ? (
          <p className={styles.none}>{text('pool.hasNone')}</p>
        ) : (
          <ChoiceGroup
            vertical
            label={text('lead.alternatives')}
            choices={choices}
            value={other?.id ?? null}
            proposed={suggested?.id ?? null}
            onChange={(id) => choose(units.find((unit) => unit.id === id) ?? null)}
            onClear={() => choose(null)}
          />
        )}
      </div>
      <label className={styles.label} htmlFor="pool-lead-search">
        {text('lead.search')} <KeyCap>/</KeyCap>
      </label>
      <UnitPicker
        id="pool-lead-search"
        single
        units={other !== null && !units.some(({ id }) => id === other.id) ? [other] : []}
        placeholder={text('lead.searchPlaceholder')}
        except={item.subjectUnits.map(({ id }) => id)}
        onChange={([unit]) => choose(unit ?? null)}
      />
      <label className={styles.label} htmlFor="pool-assists">
        {text('lead.assists')}
      </label>
      <UnitPicker id="pool-assists" units={assists} onChange={setAssists} />
      <div className={styles.offered}>
        {(suggestion?.assists ?? [])
          .filter((unit) => !assists.some(({ id }) => id === unit.id))
          .map((unit) => (
            <Button key={unit.id} size="small" type="dashed" onClick={() => setAssists([...assists, unit])}>
              ＋ {unit.name}
            </Button>
          ))}
      </div>
      <label className={styles.label} htmlFor="pool-copies">
        {text('lead.copies')}
      </label>
      <UnitPicker id="pool-copies" units={copies} onChange={setCopies} />
      <label className={styles.label} htmlFor="pool-reason">
        {text(suggested === null ? 'lead.reasonFree' : 'lead.reason')}
        <span className={styles.complaint} role={reasonMissing ? 'alert' : undefined}>
          {reasonMissing ? text('lead.reasonMissing') : ''}
        </span>
      </label>
      <Input
        id="pool-reason"
        ref={reasonField}
        autoComplete="off"
        maxLength={500}
        disabled={!isOther}
        status={reasonMissing ? 'error' : ''}
        placeholder={isOther ? text('lead.reasonPlaceholder') : ''}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </section>
  )
}

/** What the unit will owe, and by when, if it is dispatched now. */
function Preview({ quote, language }: { readonly quote: UnitQuote; readonly language: 'zh' | 'en' }): ReactNode {
  const text = useDispatchText()
  const moment = (iso: string): string => formatMoment(iso, 'minute', language)
  return (
    <dl className={styles.preview} aria-label={text('preview.title', { unit: quote.unit.name })}>
      {([['sign', quote.signDueAt], ['contact', quote.contactDueAt], ['promise', quote.promiseDueAt]] as const).map(([kind, at]) => (
        <div key={kind}>
          <dt>{text(`preview.${kind}`)}</dt>
          <dd>{moment(at)}</dd>
        </div>
      ))}
    </dl>
  )
}
