import type { ReactNode } from 'react'
import { OneTextPanel } from '../../web/merge/one-text-panel.js'
import type { ActionPanelProps } from '../../web/work/action-subject.js'
import { unmerge } from './contract.js'

/** A merger that was wrong is undone: why, in the same panel. */
export const UnmergePanel = (props: ActionPanelProps): ReactNode => <OneTextPanel {...props} command={unmerge} field="reason" />
