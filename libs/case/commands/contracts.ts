import type { z } from 'zod'
import { addAssist } from './add-assist/contract.js'
import { addFacts } from './add-facts/contract.js'
import { appeal } from './appeal/contract.js'
import { answerLead } from './answer-lead/contract.js'
import { archive } from './archive/contract.js'
import { arrive } from './arrive/contract.js'
import { cancelRequest } from './cancel-request/contract.js'
import { contact } from './contact/contract.js'
import { delegate } from './delegate/contract.js'
import { dispatch } from './dispatch/contract.js'
import { endorseRequest } from './endorse-request/contract.js'
import { escalate } from './escalate/contract.js'
import { file } from './file/contract.js'
import { finishDelegation } from './finish-delegation/contract.js'
import { lapse } from './lapse/contract.js'
import { join } from './join/contract.js'
import { merge } from './merge/contract.js'
import { noteClock } from './note-clock/contract.js'
import { noteMilestone } from './note-milestone/contract.js'
import { noteLink } from './note-link/contract.js'
import { recall } from './recall/contract.js'
import { recordCallback } from './record-callback/contract.js'
import { openDisputeCommand } from './open-dispute/contract.js'
import { convenePanel } from './convene-panel/contract.js'
import { statePosition } from './state-position/contract.js'
import { holdMeeting } from './hold-meeting/contract.js'
import { ruleDispute } from './rule-dispute/contract.js'
import { recuse } from './recuse/contract.js'
import { reassign } from './reassign/contract.js'
import { reply } from './reply/contract.js'
import { request } from './request/contract.js'
import { review } from './review/contract.js'
import { reviewShelving } from './review-shelving/contract.js'
import { ruleRequest } from './rule-request/contract.js'
import { shareReply } from './share-reply/contract.js'
import { sign } from './sign/contract.js'
import { split } from './split/contract.js'
import { unmerge } from './unmerge/contract.js'
import { clarify } from './clarify/contract.js'
import { changeUrgency } from './change-urgency/contract.js'
import { recount } from './recount/contract.js'
import { note } from './note/contract.js'
import { urge } from './urge/contract.js'
import { whistle } from './whistle/contract.js'
import { withdraw } from './withdraw/contract.js'

/** Every command a case knows: the transition table. A new command is one folder here, one line below, and one in `deciders.ts`. */
export const CASE_COMMANDS = {
  file,
  dispatch,
  sign,
  contact,
  reply,
  review,
  record_callback: recordCallback,
  withdraw,
  archive,
  note_clock: noteClock,
  reassign,
  request,
  endorse_request: endorseRequest,
  cancel_request: cancelRequest,
  rule_request: ruleRequest,
  lapse,
  review_shelving: reviewShelving,
  note_milestone: noteMilestone,
  open_dispute: openDisputeCommand,
  convene_panel: convenePanel,
  state_position: statePosition,
  hold_meeting: holdMeeting,
  rule_dispute: ruleDispute,
  merge,
  join,
  unmerge,
  note_link: noteLink,
  share_reply: shareReply,
  urge,
  add_facts: addFacts,
  appeal,
  add_assist: addAssist,
  whistle,
  arrive,
  answer_lead: answerLead,
  recall,
  split,
  delegate,
  finish_delegation: finishDelegation,
  escalate,
  recuse,
  change_urgency: changeUrgency,
  recount,
  note,
  clarify,
} as const

export type CaseCommandName = keyof typeof CASE_COMMANDS
export type CaseCommandBody<Name extends CaseCommandName> = z.output<(typeof CASE_COMMANDS)[Name]['body']>
export type CaseCommandInput<Name extends CaseCommandName> = z.input<(typeof CASE_COMMANDS)[Name]['body']>
export type { CaseCommand } from '../contract/case-command.js'
export type { Recounted } from './recount/contract.js'
export type { DueTimes, NewAssignment } from './dispatch/contract.js'
export { dispositionSchema, type Disposition, type DispatchTarget, type FiledFacts } from './file/contract.js'
export { APPEAL_DAYS, MAX_APPEALS } from './appeal/contract.js'
