import type { z } from 'zod'
import { archive } from './archive/contract.js'
import { contact } from './contact/contract.js'
import { dispatch } from './dispatch/contract.js'
import { file } from './file/contract.js'
import { noteClock } from './note-clock/contract.js'
import { recordCallback } from './record-callback/contract.js'
import { reply } from './reply/contract.js'
import { review } from './review/contract.js'
import { sign } from './sign/contract.js'
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
} as const

export type CaseCommandName = keyof typeof CASE_COMMANDS
export type CaseCommandBody<Name extends CaseCommandName> = z.output<(typeof CASE_COMMANDS)[Name]['body']>
export type CaseCommandInput<Name extends CaseCommandName> = z.input<(typeof CASE_COMMANDS)[Name]['body']>
export type { CaseCommand } from '../contract/case-command.js'
export type { DueTimes, NewAssignment } from './dispatch/contract.js'
export { dispositionSchema, type Disposition, type DispatchTarget, type FiledFacts } from './file/contract.js'
