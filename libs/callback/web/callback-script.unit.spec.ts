import { describe, expect, it } from '@jest/globals'
import { draftForDigit, openQuestion, questionsFor, scriptKey, unhappyGrounds, type CallbackDraft } from './callback-script.js'

const answered: CallbackDraft = { result: 'answered' }
const happy: CallbackDraft = { ...answered, contacted: true, resolved: true, satisfaction: 'satisfied', truthful: true }

describe('the callback script', () => {
  it('asks what became of the call before anything else', () => {
    expect(openQuestion({})).toBe('result')
    expect(draftForDigit('result', '3')).toEqual({ result: 'no_answer' })
  })

  it('asks nothing more after a call that did not become a talk', () => {
    expect(questionsFor({ result: 'no_answer' })).toEqual(['result'])
    expect(openQuestion({ result: 'refused' })).toBeNull()
  })

  it('gives the five grades the keys 1 to 5, and 0 to who did not say', () => {
    const grades = ['1', '2', '3', '4', '5'].map((digit) => draftForDigit('satisfaction', digit)?.satisfaction)
    expect(grades).toEqual(['very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied', 'very_dissatisfied'])
    expect(draftForDigit('satisfaction', '0')).toEqual({ satisfaction: null })
  })

  it('knows no key beyond its answers', () => {
    expect(draftForDigit('contacted', '4')).toBeNull()
    expect(draftForDigit('contacted', '0')).toBeNull()
  })

  it('keeps "did not say" apart from "not asked yet"', () => {
    expect(openQuestion({ ...answered, contacted: null })).toBe('resolved')
  })

  it('changes its words with the answers', () => {
    expect(scriptKey({ ...answered, contacted: true })).toBe('script.resolved')
    expect(scriptKey({ ...answered, contacted: false })).toBe('script.resolved_though_not_contacted')
    expect(scriptKey({ ...answered, contacted: true, resolved: false })).toBe('script.satisfaction_though_unresolved')
    expect(scriptKey(happy)).toBe('script.closing')
    expect(scriptKey({ ...happy, truthful: false })).toBe('script.closing_when_unhappy')
  })

  it('names every ground on which the case goes round again, and none for silence', () => {
    expect(unhappyGrounds(happy)).toEqual([])
    expect(unhappyGrounds({ ...happy, satisfaction: 'basically_satisfied' })).toEqual([])
    expect(unhappyGrounds({ ...answered, contacted: null, resolved: null, satisfaction: null, truthful: null })).toEqual([])
    expect(unhappyGrounds({ ...answered, contacted: false, resolved: false, satisfaction: 'very_dissatisfied', truthful: false })).toEqual([
      'contacted',
      'resolved',
      'satisfaction',
      'truthful',
    ])
  })
})
