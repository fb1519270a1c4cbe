import type { AllowedAction } from '../../contract/index.js'

/** How the actions of a case are told apart on its page: 办理 · 协同 · 申请 · 流转 · 督办. */
export const ACTION_GROUPS = ['handle', 'together', 'request', 'flow', 'supervise'] as const
export type ActionGroup = (typeof ACTION_GROUPS)[number]

/** Every command a person may be offered; a spec holds this list against the table of commands. */
const GROUP_OF: Readonly<Record<string, ActionGroup>> = {
  sign: 'handle', contact: 'handle', arrive: 'handle', reply: 'handle', answer_lead: 'handle', review: 'handle', record_callback: 'handle', note_milestone: 'handle', add_facts: 'handle',
  whistle: 'together', add_assist: 'together', delegate: 'together', finish_delegation: 'together', escalate: 'together',
  request: 'request', endorse_request: 'request', cancel_request: 'request', rule_request: 'request', state_position: 'request',
  dispatch: 'flow', reassign: 'flow', recall: 'flow', split: 'flow', merge: 'flow', unmerge: 'flow', recuse: 'flow', withdraw: 'flow', appeal: 'flow', archive: 'flow',
  urge: 'supervise', change_urgency: 'supervise', open_dispute: 'supervise', convene_panel: 'supervise', hold_meeting: 'supervise', rule_dispute: 'supervise', review_shelving: 'supervise',
}

export const hasGroup = (action: string): boolean => Object.hasOwn(GROUP_OF, action)
/** A command newer than this list is not lost: it stands under 流转. */
export const groupOf = (action: string): ActionGroup => GROUP_OF[action] ?? 'flow'

export type GroupedActions = readonly { readonly group: ActionGroup; readonly items: readonly AllowedAction[] }[]

/** Actions under their headings, in the order of the groups; within one, as the server sent them. Headings without actions are left out. */
export const inGroups = (actions: readonly AllowedAction[]): GroupedActions =>
  ACTION_GROUPS.map((group) => ({ group, items: actions.filter((item) => groupOf(item.action) === group) })).filter(({ items }) => items.length > 0)

/** What somebody who decides has to do first, when no assignment of an own unit asks for the next step. */
const DECIDING = ['dispatch', 'endorse_request', 'rule_request', 'review', 'record_callback', 'rule_dispute', 'convene_panel', 'review_shelving', 'state_position'] as const

/** The next step of somebody without an assignment of their own; null when nothing presses. A panel that is not complete is convened before it rules. */
export const decisionOf = (actions: readonly AllowedAction[], isPanelComplete = true): AllowedAction | null =>
  DECIDING.filter((name) => isPanelComplete || name !== 'rule_dispute').map((name) => actions.find((item) => item.action === name && item.enabled)).find((item) => item !== undefined) ?? null
