import { Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceGroup } from '@tongban/ui/web'
import type { DraftFieldProps } from '../call-bar.js'
import type { Language } from '../draft/filing-draft.js'
import { useIntakeText } from '../intake-strings.js'
import { CallerHistory } from './caller-history.js'
import styles from './caller-column.module.css'
import column from './column.module.css'

const LANGUAGES: readonly Language[] = ['zh', 'mn']

/** Who calls, and what they called about before. */
export function CallerColumn({ draft, change, complaints }: DraftFieldProps): ReactNode {
  const text = useIntakeText()
  const noPhone = draft.phone.trim() === ''
  return (
    <section className={column.column}>
      <label className={styles.name}>
        <span>{text('caller.name')}</span>
        <Input
          data-field="caller.name"
          autoComplete="off"
          maxLength={30}
          value={draft.name}
          status={complaints['caller.name'] === undefined ? '' : 'error'}
          title={complaints['caller.name']}
          onChange={(event) => change({ name: event.target.value })}
        />
      </label>
      <div className={styles.wishes}>
        <span title={text('caller.sealedHint')}>
          <Checkbox checked={draft.sealed} onChange={(event) => change({ sealed: event.target.checked })}>
            {text('caller.sealed')}
          </Checkbox>
        </span>
        <span title={noPhone ? text('caller.noPhone') : undefined}>
          <Checkbox
            checked={draft.wantsCallback && !noPhone}
            disabled={noPhone}
            onChange={(event) => change({ wantsCallback: event.target.checked })}
          >
            {text('caller.callback')}
          </Checkbox>
        </span>
      </div>
      <div className={styles.wishes}>
        <span className={styles.wish}>{text('caller.language')}</span>
        <ChoiceGroup
          label={text('caller.language')}
          choices={LANGUAGES.map((value) => ({ value, label: text(`language.${value}`) }))}
          value={draft.language}
          onChange={(language) => change({ language })}
        />
      </div>
      <CallerHistory phone={draft.phone} />
      <section className={styles.knowledge}>
        <h2 className={column.heading}>{text('knowledge.title')}</h2>
        <p className={column.quiet}>{text('knowledge.off')}</p>
      </section>
    </section>
  )
}
