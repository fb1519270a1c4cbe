import type { ReactNode } from 'react'
import { OneTextPanel } from '../../web/merge/one-text-panel.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { addFacts } from './contract.js'

/** What the citizen says that is new. */
export const AddFactsPanel = (props: ActionPanelProps): ReactNode => <OneTextPanel {...props} command={addFacts} field="text" />
