import { useState, type ReactNode } from 'react'
import { ChoiceGroup, PageScaffold } from '@tongban/ui/web'
import { ModelsPart } from './models-part.js'
import { useSuggestionText } from './suggestion-strings.js'
import { WordingsPart } from './wordings-part.js'

const TABS = ['models', 'wordings'] as const

/** `/suggestions`: how well categories and urgency are suggested, what they are suggested from, and the switches. */
export default function SuggestionPage(): ReactNode {
  const text = useSuggestionText()
  const [tab, setTab] = useState<(typeof TABS)[number]>('models')
  return (
    <PageScaffold
      title={text('title')}
      permission="suggestion.read"
      toolbar={<ChoiceGroup label={text('tabs')} choices={TABS.map((value) => ({ value, label: text(`tab.${value}`) }))} value={tab} onChange={setTab} />}
    >
      {tab === 'models' ? <ModelsPart /> : <WordingsPart />}
    </PageScaffold>
  )
}
