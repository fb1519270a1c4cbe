import { describe, expect, it } from '@jest/globals'
import { isReady, learnedWeight, tallyVotes, type GazetteerVote } from './gazetteer-votes.js'

const vote = (caseId: string, divisionCode: string, at = 1): GazetteerVote => ({ caseId, townshipCode: divisionCode.slice(0, 9), divisionCode, at })

describe('what cases say of a name', () => {
  it('is the village all of them name, and the township where they do not', () => {
    expect(tallyVotes([vote('a', '150525100201'), vote('b', '150525100201')])).toMatchObject({ divisionCode: '150525100201', agreeing: 2, contradicting: 0 })
    expect(tallyVotes([vote('a', '150525100201'), vote('b', '150525100')])).toMatchObject({ divisionCode: '150525100201', agreeing: 2 })
    expect(tallyVotes([vote('a', '150525100201'), vote('b', '150525100202')])).toMatchObject({ divisionCode: '150525100', agreeing: 2 })
  })

  it('counts those of another township against it, and goes with the most', () => {
    const tally = tallyVotes([vote('a', '150525100', 1), vote('b', '150525101', 2), vote('c', '150525100', 3)])
    expect(tally).toEqual({ divisionCode: '150525100', agreeing: 2, contradicting: 1, caseIds: ['c', 'a'] })
  })

  it('of equals goes with the newer', () => {
    expect(tallyVotes([vote('a', '150525100', 1), vote('b', '150525101', 2)])?.divisionCode).toBe('150525101')
  })

  it('is nothing without cases', () => {
    expect(tallyVotes([])).toBeNull()
  })

  it('is ready when enough agree and none contradicts', () => {
    expect(isReady({ agreeing: 3, contradicting: 0 }, 3)).toBe(true)
    expect(isReady({ agreeing: 2, contradicting: 0 }, 3)).toBe(false)
    expect(isReady({ agreeing: 9, contradicting: 1 }, 3)).toBe(false)
  })

  it('is trusted more with every case, and never as much as a person', () => {
    expect(learnedWeight(1)).toBeLessThan(learnedWeight(3))
    expect(learnedWeight(100)).toBeLessThan(1)
  })
})
