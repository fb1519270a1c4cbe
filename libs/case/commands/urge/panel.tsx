import type { ReactNode } from 'react'
import { OneTextPanel } from '../../web/merge/one-text-panel.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { urge } from './contract.js'

/** The unit is urged; nothing has to be written. */
export const UrgePanel = (props: ActionPanelProps): ReactNode => <OneTextPanel {...props} command={urge} field="note" />
