import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { durationText, type Duration } from '@tongban/worktime/contract'
import { CLOCK_KIND_WORDS, DUTY_KINDS, LIMIT_KIND_WORDS, LIMIT_KINDS, LIMIT_MAX, SERVICE_CLASS_WORDS, SERVICE_CLASSES, type LimitKind, type PolicyDraft, type PolicyOverride } from '../../contract/index.js'
import { DurationField } from './duration-field.js'
import { CategoryField, DivisionField } from './place-fields.js'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

type Names = { readonly categories: readonly { code: string; name: string }[]; readonly divisions: readonly { code: string; name: string }[] }
type Props = { readonly table: PolicyDraft; readonly names: Names; /** Null: only looked at. */ readonly onChange: ((table: PolicyDraft) => void) | null }

const CASE_TYPES = { consultation: '咨询', help: '求助', suggestion: '建议', complaint: '投诉', report: '举报', praise: '表扬' } as const
const FIRST_LIMIT: Duration = { amount: 1, unit: 'work_day' }

const mostText = (kind: LimitKind): string => `${durationText({ amount: LIMIT_MAX[kind].work_day, unit: 'work_day' })}（${durationText({ amount: LIMIT_MAX[kind].calendar_day, unit: 'calendar_day' })}）`

/** Classes × limits, the procedures of the house, and the rows for some cases. */
export function LimitsTab({ table, names, onChange }: Props): ReactNode {
  const text = usePolicyText()
  const cell = (kind: LimitKind, what: string, value: Duration, change: (value: Duration) => PolicyDraft): ReactNode =>
    onChange === null ? durationText(value) : <DurationField what={what} value={value} most={LIMIT_MAX[kind]} onChange={(next) => onChange(change(next))} />
  return (
    <>
      <h2 className={styles.heading}>{text('classes')}</h2>
      {onChange === null ? null : <p className={styles.hint}>{text('limits.most', { promise: mostText('promise'), procedure: mostText('review'), brief: mostText('sign') })}</p>}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('classes')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{text('class')}</th>
              {DUTY_KINDS.map((kind) => <th key={kind} scope="col">{CLOCK_KIND_WORDS[kind]}</th>)}
              <th scope="col">{text('source')}</th>
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, at) => {
              const change = (next: typeof row): PolicyDraft => ({ ...table, rows: table.rows.map((each, index) => (index === at ? next : each)) })
              const name = SERVICE_CLASS_WORDS[row.serviceClass]
              return (
                <tr key={row.serviceClass}>
                  <th scope="row">{name}</th>
                  {DUTY_KINDS.map((kind) => (
                    <td key={kind}>{cell(kind, `${name} ${CLOCK_KIND_WORDS[kind]}`, row.limits[kind], (value) => change({ ...row, limits: { ...row.limits, [kind]: value } }))}</td>
                  ))}
                  <td>
                    {onChange === null ? row.source : <Input size="small" aria-label={`${name} ${text('source')}`} value={row.source} onChange={(event) => onChange(change({ ...row, source: event.target.value }))} />}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      <h2 className={styles.heading}>{text('procedures')}</h2>
      <dl className={styles.procedures}>
        {(Object.keys(table.procedureLimits) as (keyof PolicyDraft['procedureLimits'])[]).map((kind) => (
          <div key={kind}>
            <dt>{LIMIT_KIND_WORDS[kind]}</dt>
            <dd>{cell(kind, LIMIT_KIND_WORDS[kind], table.procedureLimits[kind], (value) => ({ ...table, procedureLimits: { ...table.procedureLimits, [kind]: value } }))}</dd>
          </div>
        ))}
      </dl>
      <WarnRules rules={table.warnRules} onChange={onChange === null ? null : (warnRules) => onChange({ ...table, warnRules })} />
      <h2 className={styles.heading}>{text('overrides')}</h2>
      <p className={styles.hint}>{text('overridesHint')}</p>
      {table.overrides.length === 0 ? <p className={styles.hint}>{text('noOverrides')}</p> : null}
      <ol className={styles.overrides}>
        {table.overrides.map((row, at) => (
          <li key={at}>
            {onChange === null ? (
              <OverrideLine row={row} names={names} />
            ) : (
              <OverrideForm
                row={row} n={at + 1} names={names}
                onChange={(next) => onChange({ ...table, overrides: table.overrides.map((each, index) => (index === at ? next : each)) })}
                onRemove={() => onChange({ ...table, overrides: table.overrides.filter((_, index) => index !== at) })}
              />
            )}
          </li>
        ))}
      </ol>
      {onChange === null ? null : (
        <Button
          onClick={() =>
            onChange({
              ...table,
              overrides: [...table.overrides, { selector: { serviceClass: null, caseType: null, categoryCode: null, divisionCode: null }, limits: { promise: FIRST_LIMIT }, source: '' }],
            })
          }
        >
          {text('addRow')}
        </Button>
      )}
    </>
  )
}

type WarnProps = { readonly rules: PolicyDraft['warnRules']; readonly onChange: ((rules: PolicyDraft['warnRules']) => void) | null }

/** Which clocks warn, and how long before; how long can be changed, which is the platform's. */
function WarnRules({ rules, onChange }: WarnProps): ReactNode {
  const text = usePolicyText()
  return (
    <>
      <h2 className={styles.heading}>{text('warn')}</h2>
      <p className={styles.hint}>{text('warn.hint')}</p>
      <ol className={styles.overrides} aria-label={text('warn')}>
        {rules.map((rule, at) => (
          <li key={at}>
            {rule.kinds === null ? text('warn.all') : rule.kinds.map((kind) => CLOCK_KIND_WORDS[kind]).join('、')}
            {rule.counts === 'any' ? '' : ` · ${text(`warn.${rule.counts}`)}`}
            {rule.longerThanMinutes === 0 ? '' : ` · ${text('warn.longer', { length: durationText({ amount: Math.ceil(rule.longerThanMinutes), unit: 'minute' }) })}`}：
            {onChange === null ? (
              text('warn.before', { length: durationText(rule.before) })
            ) : (
              <DurationField
                what={text('warn.beforeOf', { n: at + 1 })} value={rule.before} units={['minute', 'work_minute']}
                onChange={({ amount, unit }) => onChange(rules.map((each, index) => (index === at ? { ...each, before: { amount, unit: unit === 'work_minute' ? unit : 'minute' } } : each)))}
              />
            )}
          </li>
        ))}
      </ol>
    </>
  )
}

function OverrideLine({ row: { selector, limits, source }, names }: { readonly row: PolicyOverride; readonly names: Names }): ReactNode {
  const nameOf = (list: Names['categories'], code: string): string => list.find((each) => each.code === code)?.name ?? code
  const who = [
    selector.categoryCode === null ? null : `${nameOf(names.categories, selector.categoryCode)}（${selector.categoryCode}）`,
    selector.divisionCode === null ? null : nameOf(names.divisions, selector.divisionCode),
    selector.caseType === null ? null : CASE_TYPES[selector.caseType], selector.serviceClass === null ? null : SERVICE_CLASS_WORDS[selector.serviceClass],
  ].filter((part) => part !== null)
  const given = (Object.entries(limits) as [LimitKind, Duration][]).map(([kind, limit]) => `${LIMIT_KIND_WORDS[kind]} ${durationText(limit)}`)
  return (
    <>
      <strong>{who.join(' · ')}</strong>：{given.join('，')} <span className={styles.hint}>{source}</span>
    </>
  )
}

function OverrideForm({ row, n, names, onChange, onRemove }: { readonly row: PolicyOverride; readonly n: number; readonly names: Names; readonly onChange: (row: PolicyOverride) => void; readonly onRemove: () => void }): ReactNode {
  const text = usePolicyText()
  const select = (changes: Partial<PolicyOverride['selector']>): void => onChange({ ...row, selector: { ...row.selector, ...changes } })
  const kinds = Object.keys(row.limits) as LimitKind[]
  const without = (kind: LimitKind): PolicyOverride['limits'] => Object.fromEntries(Object.entries(row.limits).filter(([each]) => each !== kind))
  const free = LIMIT_KINDS.filter((kind) => !kinds.includes(kind))
  return (
    <div className={styles.override} role="group" aria-label={`${text('overrides')} ${n}`}>
      <CategoryField label={`${n} ${text('category')}`} hint={text('category')} known={names.categories} value={row.selector.categoryCode} onChange={(categoryCode) => select({ categoryCode })} />
      <DivisionField label={`${n} ${text('division')}`} hint={text('division')} known={names.divisions} value={row.selector.divisionCode} onChange={(divisionCode) => select({ divisionCode })} />
      <Select
        size="small" allowClear aria-label={`${n} ${text('type')}`} placeholder={text('type')} value={row.selector.caseType} onChange={(value) => select({ caseType: value ?? null })}
        options={(Object.keys(CASE_TYPES) as (keyof typeof CASE_TYPES)[]).map((value) => ({ value, label: CASE_TYPES[value] }))}
      />
      <Select
        size="small" allowClear aria-label={`${n} ${text('class')}`} placeholder={text('class')} value={row.selector.serviceClass} onChange={(value) => select({ serviceClass: value ?? null })}
        options={SERVICE_CLASSES.map((value) => ({ value, label: SERVICE_CLASS_WORDS[value] }))}
      />
      {kinds.map((kind) => {
        const limit = row.limits[kind]
        return limit === undefined ? null : (
          <span key={kind} className={styles.given}>
            {LIMIT_KIND_WORDS[kind]} <DurationField what={`${n} ${LIMIT_KIND_WORDS[kind]}`} value={limit} most={LIMIT_MAX[kind]} onChange={(value) => onChange({ ...row, limits: { ...row.limits, [kind]: value } })} />
            <Button size="small" type="text" aria-label={`${text('removeLimit')} ${LIMIT_KIND_WORDS[kind]}`} onClick={() => onChange({ ...row, limits: without(kind) })}>×</Button>
          </span>
        )
      })}
      {free.length === 0 ? null : (
        <Select<LimitKind>
          size="small" aria-label={`${n} ${text('addLimit')}`} placeholder={text('addLimit')} value={null} options={free.map((value) => ({ value, label: LIMIT_KIND_WORDS[value] }))}
          onChange={(kind) => onChange({ ...row, limits: { ...row.limits, [kind]: FIRST_LIMIT } })}
        />
      )}
      <Input size="small" className={styles.source ?? ''} aria-label={`${n} ${text('source')}`} placeholder={text('source')} value={row.source} onChange={(event) => onChange({ ...row, source: event.target.value })} />
      <Button size="small" danger onClick={onRemove}>{text('removeRow', { n })}</Button>
    </div>
  )
}
