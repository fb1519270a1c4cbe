import type { CASE_COMMANDS, CaseCommandName } from './contracts.js'
import type { Decider } from '../domain/decider.js'
import { decideArchive } from './archive/decide.js'
import { decideContact } from './contact/decide.js'
import { decideDispatch } from './dispatch/decide.js'
import { decideFile } from './file/decide.js'
import { decideNoteClock } from './note-clock/decide.js'
import { decideRecordCallback } from './record-callback/decide.js'
import { decideReply } from './reply/decide.js'
import { decideReview } from './review/decide.js'
import { decideSign } from './sign/decide.js'
import { decideWithdraw } from './withdraw/decide.js'

/** The compiler asks for a decider for every command of the table. */
export const DECIDERS: { readonly [Name in CaseCommandName]: Decider<(typeof CASE_COMMANDS)[Name]> } = {
  file: decideFile,
  dispatch: decideDispatch,
  sign: decideSign,
  contact: decideContact,
  reply: decideReply,
  review: decideReview,
  record_callback: decideRecordCallback,
  withdraw: decideWithdraw,
  archive: decideArchive,
  note_clock: decideNoteClock,
}
