import { Button } from 'antd'
import type { ReactNode } from 'react'
import { listCategories } from '@tongban/taxonomy/contract'
import { ChoiceGroup, formatPercent, KeyCap, ProblemNote, SearchSelect, useCommand, useKeys, useRead, type FoundItem } from '@tongban/ui/web'
import { clarifyCase } from '../../contract/dispatch-endpoints.js'
import { countPool, readLikeCases, readPool, readPoolSuggestion } from '../../contract/pool-endpoints.js'
import type { PoolItem, PoolSuggestion } from '../../contract/pool.schema.js'
import { useDispatchText } from '../dispatch-strings.js'
import styles from './bench.module.css'

export type ClarifyPanelProps = {
  readonly about: 'category' | 'place'
  readonly item: PoolItem
  readonly found: PoolSuggestion | undefined
  readonly onClose: () => void
}

/** What it is about, or where: a digit takes what the system heard, the field anything else. The case is what it was found to be from then on. */
export function ClarifyPanel({ about, item, found, onClose }: ClarifyPanelProps): ReactNode {
  const text = useDispatchText()
  const { run, isRunning, problem } = useCommand(clarifyCase, { invalidates: [readPool, readPoolSuggestion, readLikeCases, countPool] })
  const choices = (about === 'category' ? found?.categories : found?.places) ?? []
  const take = async (code: string): Promise<void> => {
    const said = about === 'category' ? { categoryCode: code } : { divisionCode: code }
    if ((await run({ params: { caseId: item.id }, body: { version: item.version, ...said } })) !== null) onClose()
  }
  useKeys({ escape: onClose, ...Object.fromEntries(choices.slice(0, 9).map(({ code }, index) => [String(index + 1), () => void take(code)])) })
  return (
    <section className={styles.panel} aria-label={text(`clarify.${about}`)}>
      <h3>{text(`clarify.${about}`)}</h3>
      {about === 'place' && (item.suggestion?.wouldNeed.length ?? 0) > 0 ? <p className={styles.question}>{item.suggestion?.wouldNeed[0]}</p> : null}
      {choices.length === 0 ? (
        <p>{text(`clarify.none.${about}`)}</p>
      ) : (
        <ChoiceGroup
          vertical
          autoFocus
          label={text(`clarify.${about}`)}
          value={null}
          choices={choices.slice(0, 9).map(({ code, name, confidence }, index) => ({ value: code, label: name, hint: formatPercent(confidence), keyCap: String(index + 1) }))}
          onChange={(code) => void take(code)}
        />
      )}
      {about === 'category' ? (
        <SearchSelect
          single
          field={{ id: 'pool-category-search', 'aria-label': text('clarify.search') }}
          chosen={[]}
          useFound={useFoundCategories}
          placeholder={text('clarify.search')}
          onChange={([category]) => (category === undefined ? undefined : void take(category.id))}
        />
      ) : null}
      <ProblemNote problem={problem} />
      <div className={styles.foot}>
        <Button onClick={onClose} loading={isRunning}>
          {text('panel.cancel')} <KeyCap>Esc</KeyCap>
        </Button>
      </div>
    </section>
  )
}

function useFoundCategories(q: string): readonly FoundItem[] {
  const read = useRead(listCategories, { query: { q } }, { enabled: q !== '', keepPrevious: true, staleTimeMs: 300_000 })
  return q === '' ? [] : (read.data?.items ?? []).map(({ code, name }) => ({ id: code, name, kind: code }))
}
