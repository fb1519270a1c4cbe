import type { Decider, Evolver } from '../domain/decider.js'
import { hasNotArrived, hasOpenHelper } from '../domain/co-handling-concerns.js'
import { hasNoOpenDispute } from '../domain/dispute-concerns.js'
import {
  hasOpenMilestone, hasToCancel, hasToEndorse, hasToRule, mayAskSomething, standsShelved, type Concerns,
} from '../domain/request-concerns.js'
import type { CASE_COMMANDS, CaseCommandName } from './contracts.js'
import { decideAddAssist, evolveAddAssist } from './add-assist/decide.js'
import { decideWhistle, evolveWhistle } from './whistle/decide.js'
import { decideArrive, evolveArrive } from './arrive/decide.js'
import { decideAnswerLead, evolveAnswerLead } from './answer-lead/decide.js'
import { decideRecall, evolveRecall } from './recall/decide.js'
import { decideSplit, evolveSplit } from './split/decide.js'
import { decideDelegate, evolveDelegate } from './delegate/decide.js'
import { decideFinishDelegation, evolveFinishDelegation } from './finish-delegation/decide.js'
import { decideEscalate, evolveEscalate } from './escalate/decide.js'
import { decideRecuse, evolveRecuse } from './recuse/decide.js'
import { decideAddFacts, evolveAddFacts } from './add-facts/decide.js'
import { decideAppeal, evolveAppeal } from './appeal/decide.js'
import { decideArchive, evolveArchive } from './archive/decide.js'
import { decideCancelRequest, evolveCancelRequest } from './cancel-request/decide.js'
import { decideContact, evolveContact } from './contact/decide.js'
import { decideDispatch, evolveDispatch } from './dispatch/decide.js'
import { decideEndorseRequest, evolveEndorseRequest } from './endorse-request/decide.js'
import { decideFile, evolveFile } from './file/decide.js'
import { decideLapse, evolveLapse } from './lapse/decide.js'
import { decideJoin, evolveJoin } from './join/decide.js'
import { decideMerge, evolveMerge } from './merge/decide.js'
import { decideNoteClock, evolveNoteClock } from './note-clock/decide.js'
import { decideNoteMilestone, evolveNoteMilestone } from './note-milestone/decide.js'
import { decideNoteLink, evolveNoteLink } from './note-link/decide.js'
import { decideOpenDispute, evolveOpenDispute } from './open-dispute/decide.js'
import { decideConvenePanel, evolveConvenePanel } from './convene-panel/decide.js'
import { decideStatePosition, evolveStatePosition } from './state-position/decide.js'
import { decideHoldMeeting, evolveHoldMeeting } from './hold-meeting/decide.js'
import { decideRuleDispute, evolveRuleDispute } from './rule-dispute/decide.js'
import { decideReassign, evolveReassign } from './reassign/decide.js'
import { decideRecordCallback, evolveRecordCallback } from './record-callback/decide.js'
import { decideReply, evolveReply } from './reply/decide.js'
import { decideRequest, evolveRequest } from './request/decide.js'
import { decideReview, evolveReview } from './review/decide.js'
import { decideReviewShelving, evolveReviewShelving } from './review-shelving/decide.js'
import { decideRuleRequest, evolveRuleRequest } from './rule-request/decide.js'
import { decideShareReply, evolveShareReply } from './share-reply/decide.js'
import { decideSign, evolveSign } from './sign/decide.js'
import { decideUnmerge, evolveUnmerge } from './unmerge/decide.js'
import { decideClarify, evolveClarify } from './clarify/decide.js'
import { decideChangeUrgency, evolveChangeUrgency } from './change-urgency/decide.js'
import { decideRecount, evolveRecount } from './recount/decide.js'
import { decideNote, evolveNote } from './note/decide.js'
import { decideUrge, evolveUrge } from './urge/decide.js'
import { decideWithdraw, evolveWithdraw } from './withdraw/decide.js'

/** What each command decides, and what its events make of a case. The compiler asks for a line for every command of the table. */
export const COMMAND_RULES: {
  readonly [Name in CaseCommandName]: {
    readonly decide: Decider<(typeof CASE_COMMANDS)[Name]>
    readonly evolve: Evolver<(typeof CASE_COMMANDS)[Name]>
    /** Left out of `allowedActions` while it says no: there is nothing in the case for the command to be about. Absent: it always concerns. */
    readonly concerns?: Concerns
  }
} = {
  file: { decide: decideFile, evolve: evolveFile },
  dispatch: { decide: decideDispatch, evolve: evolveDispatch },
  sign: { decide: decideSign, evolve: evolveSign },
  contact: { decide: decideContact, evolve: evolveContact },
  reply: { decide: decideReply, evolve: evolveReply },
  review: { decide: decideReview, evolve: evolveReview },
  record_callback: { decide: decideRecordCallback, evolve: evolveRecordCallback },
  withdraw: { decide: decideWithdraw, evolve: evolveWithdraw },
  archive: { decide: decideArchive, evolve: evolveArchive },
  note_clock: { decide: decideNoteClock, evolve: evolveNoteClock },
  reassign: { decide: decideReassign, evolve: evolveReassign },
  request: { decide: decideRequest, evolve: evolveRequest, concerns: mayAskSomething },
  endorse_request: { decide: decideEndorseRequest, evolve: evolveEndorseRequest, concerns: hasToEndorse },
  cancel_request: { decide: decideCancelRequest, evolve: evolveCancelRequest, concerns: hasToCancel },
  rule_request: { decide: decideRuleRequest, evolve: evolveRuleRequest, concerns: hasToRule },
  lapse: { decide: decideLapse, evolve: evolveLapse },
  review_shelving: { decide: decideReviewShelving, evolve: evolveReviewShelving, concerns: standsShelved },
  note_milestone: { decide: decideNoteMilestone, evolve: evolveNoteMilestone, concerns: hasOpenMilestone },
  open_dispute: { decide: decideOpenDispute, evolve: evolveOpenDispute, concerns: hasNoOpenDispute },
  convene_panel: { decide: decideConvenePanel, evolve: evolveConvenePanel },
  state_position: { decide: decideStatePosition, evolve: evolveStatePosition },
  hold_meeting: { decide: decideHoldMeeting, evolve: evolveHoldMeeting },
  rule_dispute: { decide: decideRuleDispute, evolve: evolveRuleDispute },
  merge: { decide: decideMerge, evolve: evolveMerge },
  join: { decide: decideJoin, evolve: evolveJoin },
  unmerge: { decide: decideUnmerge, evolve: evolveUnmerge },
  note_link: { decide: decideNoteLink, evolve: evolveNoteLink },
  share_reply: { decide: decideShareReply, evolve: evolveShareReply },
  urge: { decide: decideUrge, evolve: evolveUrge },
  add_facts: { decide: decideAddFacts, evolve: evolveAddFacts },
  appeal: { decide: decideAppeal, evolve: evolveAppeal },
  add_assist: { decide: decideAddAssist, evolve: evolveAddAssist },
  whistle: { decide: decideWhistle, evolve: evolveWhistle },
  arrive: { decide: decideArrive, evolve: evolveArrive, concerns: hasNotArrived },
  answer_lead: { decide: decideAnswerLead, evolve: evolveAnswerLead },
  recall: { decide: decideRecall, evolve: evolveRecall },
  split: { decide: decideSplit, evolve: evolveSplit },
  delegate: { decide: decideDelegate, evolve: evolveDelegate },
  finish_delegation: { decide: decideFinishDelegation, evolve: evolveFinishDelegation, concerns: hasOpenHelper },
  escalate: { decide: decideEscalate, evolve: evolveEscalate },
  recuse: { decide: decideRecuse, evolve: evolveRecuse },
  change_urgency: { decide: decideChangeUrgency, evolve: evolveChangeUrgency },
  recount: { decide: decideRecount, evolve: evolveRecount },
  note: { decide: decideNote, evolve: evolveNote },
  clarify: { decide: decideClarify, evolve: evolveClarify },
}
