import { Input } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { ActionButton, ChoiceGroup, useKeys } from '@tongban/ui/web'
import type { Disposition } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import { codesOf, useIntakeWords } from '../intake-words.js'
import { PanelComplaints, type PanelProps } from './answer-panel.js'
import styles from './panel.module.css'

type Kind = 'decline' | 'redirect' | 'emergency'

/** F6: not ours, another way, or an emergency. Each has its coded reason and what the caller was told. */
export function DeclinePanel({ filing, onClose }: PanelProps): ReactNode {
  const text = useIntakeText()
  const words = useIntakeWords()
  const [kind, setKind] = useState<Kind>('decline')
  const [code, setCode] = useState<string | null>(null)
  const [explanation, setExplanation] = useState('')
  const [missing, setMissing] = useState(false)
  const codes = useRef<HTMLDivElement>(null)
  const table = kind === 'decline' ? words.declineReason : kind === 'redirect' ? words.redirectChannel : words.emergencyLine
  const asked = text(kind === 'decline' ? 'decline.reason' : kind === 'redirect' ? 'decline.channel' : 'decline.line')

  const send = (): void => {
    setMissing(code === null)
    if (code === null) codes.current?.querySelector('input')?.focus()
    else void filing.submit(dispositionOf(kind, code, explanation))
  }
  useKeys({ 'ctrl+enter': send })
  return (
    <section className={styles.panel} aria-label={text('decline.title')}>
      <h2 className={styles.title}>{text('decline.title')}</h2>
      <ChoiceGroup
        vertical
        autoFocus
        label={text('decline.kind')}
        choices={[
          { value: 'decline', label: text('decline.kindDecline'), keyCap: '1' },
          { value: 'redirect', label: text('decline.kindRedirect'), keyCap: '2' },
          { value: 'emergency', label: text('decline.kindEmergency'), keyCap: '3' },
        ]}
        value={kind}
        onChange={(next: Kind) => {
          setKind(next)
          setCode(null)
        }}
      />
      <span className={styles.label}>
        {asked} <span className={styles.complaint}>{missing && code === null ? text('decline.choose', { what: asked }) : ''}</span>
      </span>
      <div ref={codes}>
        <ChoiceGroup
          vertical
          label={asked}
          choices={codesOf<string>(table).map((value, index) => ({
            value,
            label: (table as Readonly<Record<string, string>>)[value] ?? value,
            keyCap: String(index + 1),
          }))}
          value={code}
          onChange={setCode}
        />
      </div>
      <label className={styles.label} htmlFor="intake-explanation">
        {text(kind === 'emergency' ? 'decline.note' : 'decline.explanation')}
      </label>
      <Input.TextArea
        id="intake-explanation"
        rows={4}
        spellCheck={false}
        value={explanation}
        onChange={(event) => setExplanation(event.target.value)}
      />
      <PanelComplaints filing={filing} />
      <footer className={styles.foot}>
        <ActionButton shortcut="Esc" onClick={onClose}>
          {text('panel.back')}
        </ActionButton>
        <ActionButton type="primary" shortcut="Ctrl Enter" loading={filing.isSending} onClick={send}>
          {text('decline.submit')}
        </ActionButton>
      </footer>
    </section>
  )
}

/** The codes come from the contract's own tables, above. */
function dispositionOf(kind: Kind, code: string, words: string): Disposition {
  if (kind === 'decline') return { kind, reason: code as Extract<Disposition, { kind: 'decline' }>['reason'], explanation: words }
  if (kind === 'redirect') return { kind, channel: code as Extract<Disposition, { kind: 'redirect' }>['channel'], explanation: words }
  return { kind, line: code as Extract<Disposition, { kind: 'emergency' }>['line'], note: words }
}
