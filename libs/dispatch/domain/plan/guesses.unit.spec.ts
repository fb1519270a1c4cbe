import { describe, expect, it } from '@jest/globals'
import { guessesOf } from './guesses.js'

const basis = { placeChosen: false, countyConfidence: 0.6, townshipConfidence: 0.15, categoryConfidence: 0.42, held: false }
const waiting = { divisionCode: '150502104', categoryCode: '010105' }

describe('what the system took for granted of a case', () => {
  it('goes on being a guess, with the certainty it had', () => {
    const guesses = guessesOf({ ...waiting, dispatchTrail: { basis, guessed: { divisionCode: '150502104', categoryCode: '010105' } } })
    expect(guesses).toMatchObject({ place: { townshipConfidence: 0.15 }, category: 0.42 })
  })

  it('is none any more once a dispatcher has said otherwise', () => {
    const dispatchTrail = { basis, guessed: { divisionCode: '150502105', categoryCode: '010101' } }
    expect(guessesOf({ ...waiting, dispatchTrail })).toEqual({ place: null, category: null })
  })

  it('is none where the operator chose', () => {
    const chosen = { ...basis, placeChosen: true, categoryConfidence: 1 }
    expect(guessesOf({ ...waiting, dispatchTrail: { basis: chosen, guessed: { divisionCode: null, categoryCode: null } } })).toEqual({ place: null, category: null })
    expect(guessesOf({ ...waiting, dispatchTrail: { basis: chosen } })).toEqual({ place: null, category: null })
  })

  it('counts by its certainty alone where the trail is older than that', () => {
    expect(guessesOf({ ...waiting, dispatchTrail: { basis } })).toMatchObject({ place: { countyConfidence: 0.6 }, category: 0.42 })
    expect(guessesOf({ ...waiting, dispatchTrail: null })).toEqual({ place: null, category: null })
    expect(guessesOf({ ...waiting, dispatchTrail: { reasons: [] } })).toEqual({ place: null, category: null })
  })

  it('is none of a case that has no place and no category', () => {
    expect(guessesOf({ divisionCode: null, categoryCode: null, dispatchTrail: { basis, guessed: { divisionCode: null, categoryCode: null } } })).toEqual({ place: null, category: null })
  })
})
