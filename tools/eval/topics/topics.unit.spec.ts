import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

type Message = { id: string; title: string; text: string }
type Topic = { caseIds: string[]; lastAt: number }

/** The tools are plain JavaScript without declarations, so what is expected of them is said here. */
const load = async <Module>(name: string): Promise<Module> => (await import(join(import.meta.dirname, name))) as Module
const { namedTopics } = await load<{ namedTopics: (file: string, messages: Message[]) => { silverOf: Map<string, { half: string; topic: string }>; inPassing: Set<string> } }>('named-topics.mjs')
const { hottestFirst } = await load<{ hottestFirst: (topics: Topic[], messages: { id: string; at: number }[]) => Topic[] }>('hottest-first.mjs')

let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'eval-topics-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('topics somebody has named', () => {
  const file = (lines: string[]): string => {
    const path = join(folder, 'names.txt')
    writeFileSync(path, lines.join('\n'))
    return path
  }

  it('hold the messages whose titles say all their words, the first topic of two, and leave out who names one in passing', () => {
    const named = namedTopics(file(['# read by eye', 'look 丽水花园', '', 'score 第五中学|五中 平板']), [
      { id: '1', title: '丽水花园停水', text: '' }, { id: '2', title: '五中强制购买平板', text: '' }, { id: '3', title: '第五中学食堂', text: '' },
      { id: '4', title: '公交绕行', text: '住在丽水花园' }, { id: '5', title: '丽水花园旁五中卖平板', text: '' }, { id: '6', title: '路灯不亮', text: '' },
    ])
    expect([...named.silverOf].map(([id, { half, topic }]) => `${id} ${half} ${topic}`)).toEqual(['1 look 丽水花园', '2 score 第五中学|五中 平板', '5 look 丽水花园'])
    expect([...named.inPassing]).toEqual(['4'])
  })

  it('are refused when a line says no half or no word', () => {
    expect(() => namedTopics(file(['丽水花园']), [])).toThrow('丽水花园')
    expect(() => namedTopics(file(['look']), [])).toThrow('look')
  })
})

describe('the order of topics', () => {
  it('is by cases, those of the busiest thirty days twice, and of equals the newest', () => {
    const days = { trickle: [0, 60, 120, 180, 240], burst: [10, 11, 12, 13], old: [0, 1], new: [300, 301] }
    const messages = Object.entries(days).flatMap(([name, all]) => all.map((day, at) => ({ id: `${name}${at}`, at: day * 86_400_000 })))
    const topics = Object.entries(days).map(([name, all]) => ({ caseIds: all.map((_, at) => `${name}${at}`), lastAt: (all.at(-1) ?? 0) * 86_400_000 }))
    expect(hottestFirst(topics, messages).map(({ caseIds }) => caseIds[0])).toEqual(['burst0', 'trickle0', 'new0', 'old0'])
  })
})
