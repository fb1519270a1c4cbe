import type { CallbackAnswers, Satisfaction } from '@tongban/case/contract'
import type { CallbackTextKey } from './callback-strings.js'

/** What is asked on the phone, in order; `result` is what became of the call itself. */
export const CALLBACK_QUESTIONS = ['result', 'contacted', 'resolved', 'satisfaction', 'truthful'] as const
export type CallbackQuestion = (typeof CALLBACK_QUESTIONS)[number]

export type CallResult = 'answered' | 'refused' | 'no_answer'

/** The agent's draft; undefined: not asked yet, null: asked, and the citizen did not say. */
export type CallbackDraft = { readonly result?: CallResult } & { readonly [Question in keyof CallbackAnswers]?: CallbackAnswers[Question] }

/** Keys 1–5 of a question, in the order of the keyboard. `key` is the string key of the words on the button. */
export type AnswerKey = {
  readonly key: CallbackTextKey
  readonly tone: 'good' | 'middling' | 'bad' | 'none'
  readonly draft: CallbackDraft
}

const GRADES: readonly (readonly [Satisfaction, AnswerKey['tone']])[] = [
  ['very_satisfied', 'good'],
  ['satisfied', 'good'],
  ['basically_satisfied', 'middling'],
  ['dissatisfied', 'bad'],
  ['very_dissatisfied', 'bad'],
]

/** The answers offered for a question; the digit is the position, from 1. Satisfaction fills all five, so "did not say" is 0 there. */
export function answerKeys(question: CallbackQuestion): readonly AnswerKey[] {
  switch (question) {
    case 'result':
      return [
        { key: 'result.answered', tone: 'good', draft: { result: 'answered' } },
        { key: 'result.refused', tone: 'middling', draft: { result: 'refused' } },
        { key: 'result.no_answer', tone: 'bad', draft: { result: 'no_answer' } },
      ]
    case 'satisfaction':
      return GRADES.map(([grade, tone]) => ({ key: `satisfaction.${grade}`, tone, draft: { satisfaction: grade } }))
    default:
      return [
        { key: `${question}.yes`, tone: 'good', draft: { [question]: true } },
        { key: `${question}.no`, tone: 'bad', draft: { [question]: false } },
        { key: `${question}.unsaid`, tone: 'none', draft: { [question]: null } },
      ]
  }
}

/** The answer a typed digit stands for; null when the digit means nothing here. */
export function draftForDigit(question: CallbackQuestion, digit: string): CallbackDraft | null {
  if (question === 'satisfaction' && digit === '0') return { satisfaction: null }
  if (!/^[1-9]$/.test(digit)) return null
  return answerKeys(question)[Number(digit) - 1]?.draft ?? null
}

/** Questions to be asked under this draft: after a call that did not become a talk there is nothing more to ask. */
export const questionsFor = (draft: CallbackDraft): readonly CallbackQuestion[] =>
  draft.result === 'answered' ? CALLBACK_QUESTIONS : ['result']

/** The first question without an answer; null: everything has been asked. */
export const openQuestion = (draft: CallbackDraft): CallbackQuestion | null =>
  questionsFor(draft).find((question) => draft[question] === undefined) ?? null

/**
 * Why these answers send the case round again; the same four grounds by which the case context decides.
 * Shown before the agent confirms, so that nobody is surprised by what the answers do.
 */
export function unhappyGrounds(draft: CallbackDraft): readonly ('contacted' | 'resolved' | 'satisfaction' | 'truthful')[] {
  if (draft.result !== 'answered') return []
  const unsatisfied = draft.satisfaction === 'dissatisfied' || draft.satisfaction === 'very_dissatisfied'
  return [
    ...(draft.contacted === false ? (['contacted'] as const) : []),
    ...(draft.resolved === false ? (['resolved'] as const) : []),
    ...(unsatisfied ? (['satisfaction'] as const) : []),
    ...(draft.truthful === false ? (['truthful'] as const) : []),
  ]
}

/** The sentence to say next, as a string key: it follows what the citizen has said so far. */
export function scriptKey(draft: CallbackDraft): CallbackTextKey {
  const question = openQuestion(draft)
  if (question === 'result') return 'script.opening'
  if (draft.result === 'no_answer') return 'script.no_answer'
  if (draft.result === 'refused') return 'script.refused'
  switch (question) {
    case 'contacted':
      return 'script.contacted'
    case 'resolved':
      return draft.contacted === false ? 'script.resolved_though_not_contacted' : 'script.resolved'
    case 'satisfaction':
      return draft.resolved === false ? 'script.satisfaction_though_unresolved' : 'script.satisfaction'
    case 'truthful':
      return unhappyGrounds(draft).length > 0 ? 'script.truthful_when_unhappy' : 'script.truthful'
    default:
      return unhappyGrounds(draft).length > 0 ? 'script.closing_when_unhappy' : 'script.closing'
  }
}
