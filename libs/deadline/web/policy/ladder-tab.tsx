import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { roleIdSchema } from '@tongban/access/contract'
import { durationText } from '@tongban/worktime/contract'
import {
  CLOCK_KIND_WORDS, CLOCK_KINDS, LADDER_ROLES, ladderLevelSchema, ORDER_REPLY_MAX, orderKindSchema, RUNG_OFFSET_MAX, SERVICE_CLASS_WORDS, SERVICE_CLASSES,
  type ClockKind, type LadderAction, type LadderOffset, type LadderRung, type LadderTarget, type ServiceClass,
} from '../../contract/index.js'
import { DurationField } from './duration-field.js'
import { offsetText } from './policy-diff.js'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

type Props = { readonly ladder: readonly LadderRung[]; /** Null: only looked at. */ readonly onChange: ((ladder: LadderRung[]) => void) | null }

const ORDER = { before: 0, at: 1, after: 2 } as const
const MINUTES = { minute: 1, work_minute: 3, work_day: 1440, calendar_day: 1440 } as const
/** Where a rung stands on the line; working time is only about right, which is enough for an order. */
const placeOf = (offset: LadderOffset): number => {
  if (offset.when === 'at') return 0
  const minutes = offset.amount * MINUTES[offset.unit]
  return offset.when === 'before' ? -minutes : minutes
}
const newRung = (kind: ClockKind, n: number): LadderRung => ({
  code: `rung_${n}`, name: '新的一级', kinds: [kind], serviceClasses: null, offset: { when: 'at' }, actions: [{ do: 'notify', to: [{ level: 'city', role: 'supervisor' }] }],
})

/** Each kind of clock with its rungs along a line: before, due, after. */
export function LadderTab({ ladder, onChange }: Props): ReactNode {
  const text = usePolicyText()
  const [open, setOpen] = useState<string | null>(null)
  const replace = (code: string, rung: LadderRung | null): void => onChange?.(ladder.flatMap((each) => (each.code === code ? (rung === null ? [] : [rung]) : [each])))
  const free = (): number => {
    for (let n = ladder.length + 1; ; n += 1) if (!ladder.some(({ code }) => code === `rung_${n}`)) return n
  }
  return (
    <>
      <p className={styles.hint}>{text('ladder.hint')} {onChange === null ? null : text('ladder.most', { length: durationText({ amount: RUNG_OFFSET_MAX.work_day, unit: 'work_day' }) })}</p>
      {CLOCK_KINDS.map((kind) => {
        const rungs = ladder.filter(({ kinds }) => kinds.includes(kind)).sort((a, b) => ORDER[a.offset.when] - ORDER[b.offset.when] || placeOf(a.offset) - placeOf(b.offset))
        const firstNotBefore = rungs.findIndex(({ offset }) => offset.when !== 'before')
        const due = <li key="due" className={styles.due}>{text('ladder.due')}</li>
        const items = rungs.map((rung) => (
          <li key={rung.code} className={styles.rung} data-when={rung.offset.when}>
            <RungCard rung={rung} />
            {onChange === null ? null : (
              <>
                <Button size="small" type="link" aria-label={text('ladder.edit', { name: rung.name })} aria-expanded={open === rung.code} onClick={() => setOpen(open === rung.code ? null : rung.code)}>…</Button>
                <Button size="small" type="link" danger aria-label={text('ladder.remove', { name: rung.name })} onClick={() => replace(rung.code, null)}>×</Button>
              </>
            )}
          </li>
        ))
        const opened = rungs.find(({ code }) => code === open)
        return (
          <section key={kind} aria-label={CLOCK_KIND_WORDS[kind]}>
            <h2 className={styles.heading}>{CLOCK_KIND_WORDS[kind]}</h2>
            <ol className={styles.line} tabIndex={0} aria-label={CLOCK_KIND_WORDS[kind]}>
              {firstNotBefore === -1 ? [...items, due] : [...items.slice(0, firstNotBefore), due, ...items.slice(firstNotBefore)]}
            </ol>
            {opened === undefined || onChange === null ? null : <RungForm rung={opened} onChange={(rung) => replace(opened.code, rung)} />}
            {onChange === null ? null : (
              <Button
                size="small"
                onClick={() => {
                  const rung = newRung(kind, free())
                  onChange([...ladder, rung])
                  setOpen(rung.code)
                }}
              >
                {text('ladder.add')}
              </Button>
            )}
          </section>
        )
      })}
    </>
  )
}

function RungCard({ rung: { name, offset, serviceClasses, actions } }: { readonly rung: LadderRung }): ReactNode {
  const text = usePolicyText()
  const who = (to: readonly LadderTarget[]): string => to.map((target) => targetText(target, text)).join('、')
  return (
    <>
      <p className={styles.rungName}>{name}</p>
      <p className={styles.small}>{offsetText(offset)}{serviceClasses === null ? '' : ` · ${serviceClasses.map((each) => SERVICE_CLASS_WORDS[each]).join('、')}`}</p>
      {actions.map((action, at) => (
        <p key={at} className={styles.small}>
          {action.do === 'order' ? `${text(`order.${action.kind}`)}（${text('replyWithin', { length: durationText(action.replyWithin) })}）` : text(`do.${action.do}`)} → {who(action.to)}
        </p>
      ))}
    </>
  )
}

type PolicyText = ReturnType<typeof usePolicyText>
const ROLE_KEYS = ['handler', 'unit_lead', 'county_coordinator', 'supervisor', 'dispatcher', 'reviewer', 'leader', 'discipline_inspector', 'callback_agent', 'assessor', 'operator'] as const
const isNamed = (role: string): role is (typeof ROLE_KEYS)[number] => ROLE_KEYS.some((key) => key === role)
const roleText = (role: string, text: PolicyText): string => (isNamed(role) ? text(`role.${role}`) : role)
const targetText = ({ level, role }: LadderTarget, text: PolicyText): string => `${text(`level.${level}`)}${roleText(role, text)}`

/** A rung's own words; its code stays, for it is what keeps it from firing twice. */
function RungForm({ rung, onChange }: { readonly rung: LadderRung; readonly onChange: (rung: LadderRung) => void }): ReactNode {
  const text = usePolicyText()
  const { offset } = rung
  const changeWhen = (when: LadderOffset['when']): void => onChange({ ...rung, offset: when === 'at' ? { when } : { when, amount: offset.when === 'at' ? 60 : offset.amount, unit: offset.when === 'at' ? 'minute' : offset.unit } })
  const changeAction = (at: number, action: LadderAction): void => onChange({ ...rung, actions: rung.actions.map((each, index) => (index === at ? action : each)) })
  return (
    <div className={styles.override} role="group" aria-label={rung.name}>
      <Input size="small" className={styles.code ?? ''} aria-label={text('ladder.name')} value={rung.name} maxLength={30} onChange={(event) => onChange({ ...rung, name: event.target.value })} />
      <Select<LadderOffset['when']> size="small" aria-label={text('ladder.when')} value={offset.when} onChange={changeWhen} options={(['before', 'at', 'after'] as const).map((value) => ({ value, label: text(`when.${value}`) }))} />
      {offset.when === 'at' ? null : <DurationField what={text('ladder.when')} value={{ amount: offset.amount, unit: offset.unit }} most={RUNG_OFFSET_MAX} onChange={(length) => onChange({ ...rung, offset: { when: offset.when, ...length } })} />}
      <Select<ServiceClass[]>
        size="small" mode="multiple" aria-label={text('ladder.classes')} placeholder={text('any')} value={rung.serviceClasses ?? []} options={SERVICE_CLASSES.map((value) => ({ value, label: SERVICE_CLASS_WORDS[value] }))}
        onChange={(classes) => onChange({ ...rung, serviceClasses: classes.length === 0 ? null : classes })}
      />
      {rung.actions.map((action, at) => <ActionForm key={at} action={action} onChange={(next) => changeAction(at, next)} />)}
    </div>
  )
}

function ActionForm({ action, onChange }: { readonly action: LadderAction; readonly onChange: (action: LadderAction) => void }): ReactNode {
  const text = usePolicyText()
  const { to } = action
  const changeDo = (does: LadderAction['do']): void => onChange(does === 'order' ? { do: 'order', kind: 'routine', replyWithin: { amount: 1, unit: 'work_day' }, to } : { do: does, to })
  return (
    <span className={styles.given}>
      <Select<LadderAction['do']> size="small" aria-label={text('ladder.actions')} value={action.do} onChange={changeDo} options={(['notify', 'urge', 'order'] as const).map((value) => ({ value, label: text(`do.${value}`) }))} />
      {action.do === 'order' ? (
        <>
          <Select size="small" aria-label={text('do.order')} value={action.kind} onChange={(kind) => onChange({ ...action, kind })} options={orderKindSchema.options.map((value) => ({ value, label: text(`order.${value}`) }))} />
          <DurationField what={text('replyWithin', { length: '' })} value={action.replyWithin} most={ORDER_REPLY_MAX} onChange={(replyWithin) => onChange({ ...action, replyWithin })} />
        </>
      ) : null}
      <Select<string[]>
        size="small" mode="multiple" aria-label={text('target')} value={to.map(({ level, role }) => `${level}/${role}`)}
        // Only who can be there: the check refuses a rung that speaks to nobody else.
        options={ladderLevelSchema.options.flatMap((level) => LADDER_ROLES[level].map((role) => ({ value: `${level}/${role}`, label: targetText({ level, role }, text) })))}
        // A rung that speaks to nobody would be none: the last one stays.
        onChange={(values) => (values.length === 0 ? undefined : onChange({ ...action, to: values.map(targetOf) }))}
      />
    </span>
  )
}

function targetOf(value: string): LadderTarget {
  const [level, role] = value.split('/')
  return { level: ladderLevelSchema.parse(level), role: roleIdSchema.parse(role) }
}
