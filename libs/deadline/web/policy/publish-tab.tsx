import { Button, Checkbox, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { DayField, ProblemNote, useCommand, useLanguage, type CallInput } from '@tongban/ui/web'
import { URGENCY_LABELS_ZH, urgencySchema } from '@tongban/taxonomy/contract'
import { instantFromIso } from '@tongban/kernel/core'
import { durationText, momentText } from '@tongban/worktime/contract'
import {
  checkPolicy, CORRECTION_DAYS, LIMIT_KIND_WORDS, listPolicies, previewPolicy, publishPolicy, readPolicy,
  type PolicyDraft, type PolicyFault, type PolicyPreview, type PolicySample, type PolicyVersion, type PolicyVersionDetail,
} from '../../contract/index.js'
import { Differences } from './differences.js'
import { CategoryField, DivisionField } from './place-fields.js'
import { usePolicyText } from './policy-strings.js'
import styles from './policies.module.css'

const CASE_TYPES = { consultation: '咨询', help: '求助', suggestion: '建议', complaint: '投诉', report: '举报', praise: '表扬' } as const
const FIRST_SAMPLE: PolicySample = { urgency: 'general', caseType: 'help', categoryCode: null, divisionCode: null }

type Props = {
  readonly base: PolicyVersionDetail
  readonly draft: PolicyDraft
  readonly versions: readonly PolicyVersion[]
  readonly onPublished: (version: PolicyVersion) => void
}

/** What is changed, what does not fit, what it would do; then the first day and the reason. */
export function PublishTab({ base, draft, versions, onPublished }: Props): ReactNode {
  const text = usePolicyText()
  const [sample, setSample] = useState<PolicySample>(FIRST_SAMPLE)
  const check = useCommand(checkPolicy)
  const preview = useCommand(previewPolicy)
  const change = (changes: Partial<PolicySample>): void => setSample({ ...sample, ...changes })
  return (
    <>
      <Differences before={base.table} after={draft} version={base.version} />
      <div className={styles.bar}>
        <Button loading={check.isRunning} onClick={() => void check.run({ body: { draft } } as unknown as CallInput<typeof checkPolicy>)}>{text('check')}</Button>
        <Select size="small" aria-label={text('urgency')} value={sample.urgency} onChange={(urgency) => change({ urgency })} options={urgencySchema.options.map((value) => ({ value, label: URGENCY_LABELS_ZH[value] }))} />
        <Select size="small" aria-label={text('type')} value={sample.caseType} onChange={(caseType) => change({ caseType })} options={(Object.keys(CASE_TYPES) as (keyof typeof CASE_TYPES)[]).map((value) => ({ value, label: CASE_TYPES[value] }))} />
        <CategoryField label={text('category')} hint={text('category')} value={sample.categoryCode} onChange={(categoryCode) => change({ categoryCode })} />
        <DivisionField label={text('division')} hint={text('division')} value={sample.divisionCode} onChange={(divisionCode) => change({ divisionCode })} />
        <Button loading={preview.isRunning} onClick={() => void preview.run({ body: { draft, samples: [sample] } } as unknown as CallInput<typeof previewPolicy>)}>{text('preview')}</Button>
      </div>
      <ProblemNote problem={check.problem ?? preview.problem} />
      {check.answer === undefined ? null : <Faults faults={check.answer.faults} />}
      {preview.answer === undefined ? null : <PreviewTables preview={preview.answer} />}
      <PublishForm draft={draft} versions={versions} onPublished={onPublished} />
    </>
  )
}

function Faults({ faults }: { readonly faults: readonly PolicyFault[] }): ReactNode {
  const text = usePolicyText()
  return (
    <section role="status" aria-label={text('check')}>
      {faults.length === 0 ? <p className={styles.hint}>{text('faults.none')}</p> : null}
      {faults.map((fault, at) => (
        <p key={at} className={styles.fault} data-severity={fault.severity}>{text(`fault.${fault.severity}`)}：{fault.text}</p>
      ))}
    </section>
  )
}

function PreviewTables({ preview: { samples, cases, note } }: { readonly preview: PolicyPreview }): ReactNode {
  const text = usePolicyText()
  return (
    <section aria-label={text('preview')}>
      <p className={styles.hint}>{note}</p>
      {samples.map(({ limits }, at) => (
        <div key={at} className={styles.scroll} tabIndex={0} role="region" aria-label={text('preview.sample')}>
          <table className={styles.table}>
            <thead>
              <tr><th scope="col">{text('preview.sample')}</th><th scope="col">{text('preview.now')}</th><th scope="col">{text('preview.then')}</th></tr>
            </thead>
            <tbody>
              {limits.map(({ kind, now, then, change }) => (
                <tr key={kind}>
                  <th scope="row">{LIMIT_KIND_WORDS[kind]}</th>
                  <td>{durationText(now.limit)}</td>
                  <td>{durationText(then.limit)} {change === 'same' ? null : <strong>{text(`preview.${change}`)}</strong>} <span className={styles.small}>{then.source}</span></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <p>{text('preview.cases', { count: cases.looked })} {cases.more ? text('preview.more', { count: cases.looked }) : null}</p>
      <ul>
        {cases.kinds.filter(({ longer, shorter }) => longer + shorter > 0).map(({ kind, longer, shorter, same }) => (
          <li key={kind}>{LIMIT_KIND_WORDS[kind]}：{text('preview.longer')} {longer}，{text('preview.shorter')} {shorter}，{text('preview.same')} {same}</li>
        ))}
      </ul>
      {cases.examples.length === 0 ? null : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={text('preview.open')}>
          <table className={styles.table}>
            <thead>
              <tr><th scope="col">{text('preview.number')}</th><th scope="col">{text('preview.due')}</th><th scope="col">{text('preview.dueThen')}</th></tr>
            </thead>
            <tbody>
              {cases.examples.map(({ number, dueNow, dueThen }) => (
                <tr key={number}>
                  <th scope="row">{number}</th>
                  <td>{momentText(instantFromIso(dueNow))}</td>
                  <td>{momentText(instantFromIso(dueThen))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function PublishForm({ draft, versions, onPublished }: Pick<Props, 'draft' | 'versions' | 'onPublished'>): ReactNode {
  const text = usePolicyText()
  const { language } = useLanguage()
  const upcoming = versions.find(({ state }) => state === 'upcoming')
  const [validFrom, setValidFrom] = useState('')
  const [reason, setReason] = useState('')
  const [replaces, setReplaces] = useState(false)
  const latestSeen = Math.max(1, ...versions.map(({ version }) => version))
  const command = useCommand(publishPolicy, { invalidates: [listPolicies, readPolicy], onDone: onPublished })
  const body = { draft, validFrom, reason, latestSeen, replaces: replaces && upcoming !== undefined ? upcoming.version : null }
  const isReady = publishPolicy.body.safeParse(body).success
  return (
    <>
      <p className={styles.hint}>{text('from.hint', { days: CORRECTION_DAYS })}</p>
      <form className={styles.bar} lang={language} aria-label={text('publish')} onSubmit={(event) => event.preventDefault()}>
        <DayField label={text('from')} value={validFrom} onChange={setValidFrom} />
        <Input className={styles.source ?? ''} aria-label={text('reason')} placeholder={text('reason')} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        {upcoming === undefined ? null : <Checkbox checked={replaces} onChange={(event) => setReplaces(event.target.checked)}>{text('replaces', { version: upcoming.version })}</Checkbox>}
        <Button type="primary" disabled={!isReady} loading={command.isRunning} onClick={() => void command.run({ body } as unknown as CallInput<typeof publishPolicy>)}>{text('publish')}</Button>
        <ProblemNote problem={command.problem} />
      </form>
    </>
  )
}
