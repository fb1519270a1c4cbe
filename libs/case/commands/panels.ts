import type { ComponentType } from 'react'
import type { ActionPanelProps } from '../web/work/action-subject.js'
import { ArchivePanel } from './archive/panel.js'
import { ContactPanel } from './contact/panel.js'
import type { CaseCommandName } from './contracts.js'
import { ReplyPanel } from './reply/panel.js'
import { WithdrawPanel } from './withdraw/panel.js'

/** The form of each command that is given on the case page. Signing is one tap without a form; review, dispatch and callback have pages of their own. */
export const ACTION_PANELS: { readonly [Name in CaseCommandName]?: ComponentType<ActionPanelProps> } = {
  contact: ContactPanel,
  reply: ReplyPanel,
  withdraw: WithdrawPanel,
  archive: ArchivePanel,
}
