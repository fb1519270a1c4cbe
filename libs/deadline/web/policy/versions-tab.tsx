import { Button, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { DataState, formatMoment, ProblemNote, StatusBadge, useCan, useCommand, useLanguage, useRead, type CallInput, type Tone } from '@tongban/ui/web'
import { listPolicies, readPolicy, withdrawPolicy, type PolicyState, type PolicyVersion, type PolicyVersionDetail } from '../../contract/index.js'
import { Differences } from './differences.js'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

const TONES: Readonly<Record<PolicyState, Tone>> = { upcoming: 'warn', in_force: 'good', past: 'neutral', withdrawn: 'neutral' }

/** Every version with who published it and why; one can be held against another. An upcoming one can be withdrawn. */
export function VersionsTab({ versions, shown, onShow, onSaid }: { readonly versions: readonly PolicyVersion[]; readonly shown: PolicyVersionDetail; readonly onShow: (version: number) => void; readonly onSaid: (said: string) => void }): ReactNode {
  const text = usePolicyText()
  const { language } = useLanguage()
  const can = useCan()
  const others = versions.filter(({ version }) => version !== shown.version)
  const [chosen, setChosen] = useState<number | null>(null)
  const other = chosen ?? shown.basedOn ?? others[0]?.version ?? null
  return (
    <>
      <ul className={styles.versions}>
        {versions.map((each) => (
          <li key={each.version}>
            <Button type="link" size="small" aria-current={each.version === shown.version} onClick={() => onShow(each.version)}>{text('version', { version: each.version })}</Button>
            <StatusBadge tone={TONES[each.state]} text={text(`state.${each.state}`)} />{' '}
            {validText(each, text)}{' '}
            <span className={styles.small}>
              {each.author === null ? text('shipped') : text('by', { author: each.author, reason: each.reason })} · {formatMoment(each.createdAt, 'minute', language)}
              {each.withdrawn === null ? '' : ` · ${text('state.withdrawn')}：${each.withdrawn.reason}`}
            </span>
            {each.state === 'upcoming' && can('deadline.configure') ? <Withdraw version={each.version} onSaid={onSaid} /> : null}
          </li>
        ))}
      </ul>
      {other === null ? null : (
        <>
          <Select<number> aria-label={text('compare')} value={other} onChange={setChosen} options={others.map(({ version }) => ({ value: version, label: text('version', { version }) }))} />
          <Compared version={other} shown={shown} />
        </>
      )}
    </>
  )
}

/** A version corrected on its first day was in force for some hours of it. */
function validText({ validFrom, validTo }: PolicyVersion, text: ReturnType<typeof usePolicyText>): string {
  if (validTo === null) return text('valid', { from: validFrom })
  return validTo === validFrom ? text('validToday', { from: validFrom }) : text('validTo', { from: validFrom, to: validTo })
}

function Compared({ version, shown }: { readonly version: number; readonly shown: PolicyVersionDetail }): ReactNode {
  const read = useRead(readPolicy, { params: { version } } as unknown as CallInput<typeof readPolicy>)
  return <DataState read={read}>{(other) => <Differences before={other.table} after={shown.table} version={version} />}</DataState>
}

function Withdraw({ version, onSaid }: { readonly version: number; readonly onSaid: (said: string) => void }): ReactNode {
  const text = usePolicyText()
  const [reason, setReason] = useState('')
  const command = useCommand(withdrawPolicy, { invalidates: [listPolicies, readPolicy], onDone: () => onSaid(text('withdrawn', { version })) })
  return (
    <div className={styles.bar}>
      <Input className={styles.source ?? ''} size="small" aria-label={text('withdrawReason', { version })} placeholder={text('withdrawReason', { version })} value={reason} onChange={(event) => setReason(event.target.value)} />
      <Button size="small" danger loading={command.isRunning} disabled={reason.trim().length < 4} onClick={() => void command.run({ params: { version }, body: { reason } } as unknown as CallInput<typeof withdrawPolicy>)}>{text('withdraw')}</Button>
      {command.problem === null ? null : <ProblemNote problem={command.problem} />}
    </div>
  )
}
