import { describe, expect, it } from '@jest/globals'
import { caseTitle, maskName, maskPhone, raiseUrgency, urgencyGrounds } from './index.js'

describe('a case title', () => {
  it('is the first sentence of what the caller said', () => {
    expect(caseTitle('路灯不亮一周了。晚上看不见路。')).toBe('路灯不亮一周了')
  })
  it('is cut at thirty characters with an ellipsis', () => {
    expect([...caseTitle('供暖'.repeat(40))]).toHaveLength(30)
  })
  it('is never empty while there are words, even when they begin with a full stop', () => {
    expect(caseTitle('。停水了')).not.toBe('')
  })
})

describe('masks', () => {
  it('keep three and four digits of a mobile number', () => {
    expect(maskPhone('13947501234')).toBe('139••••1234')
  })
  it('keep the last two digits of a fixed line', () => {
    expect(maskPhone('04758212345')).toBe('•••••••••45')
  })
  it('keep the first character of a name and never the whole of it', () => {
    expect(maskName('张')).toBe('张•')
    expect(maskName('阿拉坦其其格')).toBe('阿•••••')
  })
})

describe('urgency', () => {
  it('is what the operator chose', () => {
    expect(raiseUrgency('general', { urgency: 'livelihood', name: '停水' }, { urgency: 'emergency', words: ['冒火花'] })).toMatchObject({ value: 'general', source: 'chosen', proposed: 'emergency' })
  })
  it('is raised by wording above the category', () => {
    expect(raiseUrgency(null, { urgency: 'general', name: '路灯' }, { urgency: 'emergency', words: ['冒火花'] })).toEqual({ value: 'emergency', words: ['冒火花'], source: 'wording', proposed: 'emergency', category: null })
  })
  it('is never lowered by wording', () => {
    expect(raiseUrgency(null, { urgency: 'emergency', name: '燃气泄漏与异味' }, { urgency: 'livelihood', words: ['停水'] })).toMatchObject({ value: 'emergency', source: 'category', category: '燃气泄漏与异味' })
  })
  it('says which category and which words it comes from, whatever was chosen', () => {
    const gas = { urgency: 'emergency', name: '燃气泄漏与异味' } as const
    const both = raiseUrgency('general', gas, { urgency: 'emergency', words: ['煤气味'] })
    expect([both, urgencyGrounds(both)]).toEqual([{ value: 'general', words: ['煤气味'], source: 'chosen', proposed: 'emergency', category: '燃气泄漏与异味' }, '因分类“燃气泄漏与异味”，发现“煤气味”'])
    expect(urgencyGrounds(raiseUrgency(null, gas, null))).toBe('因分类“燃气泄漏与异味”')
    expect(urgencyGrounds(raiseUrgency(null, { urgency: 'general', name: '路灯' }, null))).toBeNull()
  })
})
