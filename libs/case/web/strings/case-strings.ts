import { registerStrings } from '@tongban/ui/web'
import {
  ASSIGNMENT_ROLE_ZH,
  ASSIGNMENT_STATUS_ZH,
  CASE_STATUS_ZH,
  CASE_TYPE_ZH,
  CHANNEL_ZH,
  CONTACT_METHOD_ZH,
  HELPER_KIND_ZH,
  NO_CONTACT_REASON_ZH,
  PANEL_ROLE_ZH,
  SATISFACTION_ZH,
} from '../../contract/index.js'
import {
  ASSIGNMENT_STATUS_EN,
  CASE_TYPE_EN,
  CHANNEL_EN,
  CONTACT_METHOD_EN,
  HELPER_KIND_EN,
  NO_CONTACT_REASON_EN,
  PANEL_ROLE_EN,
  ROLE_EN,
  SATISFACTION_EN,
  STATUS_EN,
} from './case-words-en.js'
import { CASE_PAGE_EN, CASE_PAGE_ZH } from './case-page-strings.js'
import { ACTION_EN, ACTION_ZH } from './action-strings.js'
import { PROCEDURE_EN, PROCEDURE_ZH } from './procedure-strings.js'
import { INBOX_EN, INBOX_ZH } from './inbox-strings.js'
import { LIST_EN, LIST_ZH } from './list-strings.js'

/** `keyed('status', { closed: '已办结' })` → `{ 'status.closed': '已办结' }`: the contract's words under a key. */
const keyed = <Prefix extends string, Words extends Readonly<Record<string, string>>>(
  prefix: Prefix,
  words: Words,
): { readonly [Word in keyof Words & string as `${Prefix}.${Word}`]: string } =>
  Object.fromEntries(Object.entries(words).map(([word, text]) => [`${prefix}.${word}`, text])) as never

const ZH = {
  ...keyed('status', CASE_STATUS_ZH),
  ...keyed('assignment', ASSIGNMENT_STATUS_ZH),
  ...keyed('role', ASSIGNMENT_ROLE_ZH),
  ...keyed('type', CASE_TYPE_ZH),
  ...keyed('channel', CHANNEL_ZH),
  ...keyed('method', CONTACT_METHOD_ZH),
  ...keyed('noContact', NO_CONTACT_REASON_ZH),
  ...keyed('satisfaction', SATISFACTION_ZH),
  ...keyed('ruling.role', PANEL_ROLE_ZH),
  ...keyed('helping.kind', HELPER_KIND_ZH),
  ...CASE_PAGE_ZH,
  ...PROCEDURE_ZH,
  ...ACTION_ZH,
  ...INBOX_ZH,
  ...LIST_ZH,
}

const EN: Readonly<Record<keyof typeof ZH, string>> = {
  ...keyed('status', STATUS_EN),
  ...keyed('assignment', ASSIGNMENT_STATUS_EN),
  ...keyed('role', ROLE_EN),
  ...keyed('type', CASE_TYPE_EN),
  ...keyed('channel', CHANNEL_EN),
  ...keyed('method', CONTACT_METHOD_EN),
  ...keyed('noContact', NO_CONTACT_REASON_EN),
  ...keyed('satisfaction', SATISFACTION_EN),
  ...keyed('ruling.role', PANEL_ROLE_EN),
  ...keyed('helping.kind', HELPER_KIND_EN),
  ...CASE_PAGE_EN,
  ...PROCEDURE_EN,
  ...ACTION_EN,
  ...INBOX_EN,
  ...LIST_EN,
}

const registered = registerStrings('case', { zh: ZH, en: EN })

export type CaseTextKey = keyof typeof ZH
/** Words of this context outside of React. */
export const caseText = registered.text
/** Words of this context in a component; drawn again when the language changes. */
export const useCaseText = registered.useText
/** For a code that may be newer than these words (a command added elsewhere). */
export const hasCaseText = (key: string): key is CaseTextKey => Object.hasOwn(ZH, key)
