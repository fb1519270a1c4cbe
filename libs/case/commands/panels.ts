import type { ComponentType } from 'react'
import type { ActionPanelProps } from '../web/work/action-subject.js'
import { AddAssistPanel } from './add-assist/panel.js'
import { AnswerLeadPanel } from './answer-lead/panel.js'
import { ArrivePanel } from './arrive/panel.js'
import { DelegatePanel } from './delegate/panel.js'
import { EscalatePanel } from './escalate/panel.js'
import { FinishDelegationPanel } from './finish-delegation/panel.js'
import { RecallPanel } from './recall/panel.js'
import { RecusePanel } from './recuse/panel.js'
import { SplitPanel } from './split/panel.js'
import { WhistlePanel } from './whistle/panel.js'
import { ReassignPanel } from './reassign/panel.js'
import { AddFactsPanel } from './add-facts/panel.js'
import { AppealPanel } from './appeal/panel.js'
import { ArchivePanel } from './archive/panel.js'
import { ChangeUrgencyPanel } from './change-urgency/panel.js'
import { CancelRequestPanel } from './cancel-request/panel.js'
import { ContactPanel } from './contact/panel.js'
import { ConvenePanelPanel } from './convene-panel/panel.js'
import type { CaseCommandName } from './contracts.js'
import { EndorseRequestPanel } from './endorse-request/panel.js'
import { HoldMeetingPanel } from './hold-meeting/panel.js'
import { MergePanel } from './merge/panel.js'
import { NoteMilestonePanel } from './note-milestone/panel.js'
import { OpenDisputePanel } from './open-dispute/panel.js'
import { ReplyPanel } from './reply/panel.js'
import { RequestPanel } from './request/panel.js'
import { ReviewShelvingPanel } from './review-shelving/panel.js'
import { RuleDisputePanel } from './rule-dispute/panel.js'
import { RuleRequestPanel } from './rule-request/panel.js'
import { StatePositionPanel } from './state-position/panel.js'
import { UnmergePanel } from './unmerge/panel.js'
import { UrgePanel } from './urge/panel.js'
import { WithdrawPanel } from './withdraw/panel.js'

/** The form of each command that is given on the case page. Signing is one tap without a form; review, dispatch and callback have pages of their own. */
export const ACTION_PANELS: { readonly [Name in CaseCommandName]?: ComponentType<ActionPanelProps> } = {
  contact: ContactPanel,
  reply: ReplyPanel,
  withdraw: WithdrawPanel,
  archive: ArchivePanel,
  request: RequestPanel,
  endorse_request: EndorseRequestPanel,
  cancel_request: CancelRequestPanel,
  rule_request: RuleRequestPanel,
  review_shelving: ReviewShelvingPanel,
  note_milestone: NoteMilestonePanel,
  open_dispute: OpenDisputePanel,
  convene_panel: ConvenePanelPanel,
  state_position: StatePositionPanel,
  hold_meeting: HoldMeetingPanel,
  rule_dispute: RuleDisputePanel,
  merge: MergePanel,
  unmerge: UnmergePanel,
  urge: UrgePanel,
  change_urgency: ChangeUrgencyPanel,
  add_facts: AddFactsPanel,
  appeal: AppealPanel,
  add_assist: AddAssistPanel,
  answer_lead: AnswerLeadPanel,
  arrive: ArrivePanel,
  delegate: DelegatePanel,
  escalate: EscalatePanel,
  finish_delegation: FinishDelegationPanel,
  recall: RecallPanel,
  recuse: RecusePanel,
  split: SplitPanel,
  whistle: WhistlePanel,
  reassign: ReassignPanel,
}
