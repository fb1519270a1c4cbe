import type { ReactNode } from 'react'
import { ChoiceGroup, PageScaffold, useCan, useUrlFilters } from '@tongban/ui/web'
import { ModelsPart } from './models-part.js'
import styles from './suggestion-page.module.css'
import { useSuggestionText } from './suggestion-strings.js'
import { WordingsPart } from './wordings-part.js'

const TABS = ['models', 'wordings'] as const
const FILTERS = { tab: 'models' } as const

/** `/suggestions`: how well categories and urgency are suggested, what they are suggested from, and the switches. */
export default function SuggestionPage(): ReactNode {
  const text = useSuggestionText()
  const can = useCan()
  const { filters, set } = useUrlFilters<keyof typeof FILTERS>(FILTERS)
  const tab = TABS.find((one) => one === filters.tab) ?? 'models'
  return (
    <PageScaffold
      title={text('title')}
      permission="suggestion.read"
      toolbar={
        <>
          <ChoiceGroup label={text('tabs')} choices={TABS.map((value) => ({ value, label: text(`tab.${value}`) }))} value={tab} onChange={(value) => set({ tab: value })} />
          {can('suggestion.configure') ? null : <span className={styles.small}>{text('readOnly')}</span>}
        </>
      }
    >
      {tab === 'models' ? <ModelsPart /> : <WordingsPart />}
    </PageScaffold>
  )
}
