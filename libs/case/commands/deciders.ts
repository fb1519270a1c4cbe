import type { Decider, Evolver } from '../domain/decider.js'
import type { CASE_COMMANDS, CaseCommandName } from './contracts.js'
import { decideArchive, evolveArchive } from './archive/decide.js'
import { decideContact, evolveContact } from './contact/decide.js'
import { decideDispatch, evolveDispatch } from './dispatch/decide.js'
import { decideFile, evolveFile } from './file/decide.js'
import { decideNoteClock, evolveNoteClock } from './note-clock/decide.js'
import { decideRecordCallback, evolveRecordCallback } from './record-callback/decide.js'
import { decideReply, evolveReply } from './reply/decide.js'
import { decideReview, evolveReview } from './review/decide.js'
import { decideSign, evolveSign } from './sign/decide.js'
import { decideWithdraw, evolveWithdraw } from './withdraw/decide.js'

/** What each command decides, and what its events make of a case. The compiler asks for a line for every command of the table. */
export const COMMAND_RULES: {
  readonly [Name in CaseCommandName]: { readonly decide: Decider<(typeof CASE_COMMANDS)[Name]>; readonly evolve: Evolver<(typeof CASE_COMMANDS)[Name]> }
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
}
