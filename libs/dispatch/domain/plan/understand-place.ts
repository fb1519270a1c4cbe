import type { DispatchPlanRequest, DispatchReason } from '../../contract/dispatch-plan.schema.js'
import type { PlaceRival } from '@tongban/place/contract'
import { placeNameOf, type OrgLookups } from './org-lookups.js'

export type NeededLevel = 'none' | 'county' | 'township' | 'deeper'

/** The place as planning sees it. */
export type KnownPlace = {
  /** Null: nothing is known. */
  readonly code: string | null
  readonly countyCode: string | null
  readonly townshipCode: string | null
  readonly path: readonly string[]
  /** 0..1, how sure the place is at the level a row needs; 0 when it is not known that precisely. */
  readonly confidenceAt: (level: NeededLevel) => number
  readonly rivals: readonly PlaceRival[]
  readonly reasons: readonly DispatchReason[]
  /** The question that would settle it. */
  readonly question: string
}

export const percent = (confidence: number): string => `${Math.round(confidence * 100)}%`

const unknown = (reason: string): KnownPlace => ({
  code: null,
  countyCode: null,
  townshipCode: null,
  path: [],
  confidenceAt: (level) => (level === 'none' ? 1 : 0),
  rivals: [],
  reasons: [{ code: 'place_unknown', text: reason }],
  question: '请问清事发地点在哪个旗县区、哪个镇街（苏木）',
})

type Located = Omit<KnownPlace, 'reasons' | 'rivals' | 'question'>

function known(org: OrgLookups, code: string, confidenceOf: (level: 'county' | 'township') => number): Located {
  const countyCode = org.countyOf(code)?.code ?? null
  const townshipCode = org.townshipOf(code)?.code ?? null
  return {
    code,
    countyCode,
    townshipCode,
    path: org.pathOf(code).map((division) => division.code),
    confidenceAt: (level) => {
      if (level === 'none') return 1
      if (level === 'county') return countyCode === null ? 0 : confidenceOf('county')
      // A row for a part of this very place: it is not known which part.
      if (level === 'deeper') return 0
      return townshipCode === null ? 0 : confidenceOf('township')
    },
  }
}

/** What a person chose goes before what was understood of the text. */
export function understandPlace(request: DispatchPlanRequest, org: OrgLookups): KnownPlace {
  if (request.divisionCode !== null) {
    if (org.division(request.divisionCode) === null) return unknown(`选定的区划 ${request.divisionCode} 不在本市`)
    const name = placeNameOf(org, request.divisionCode)
    return {
      ...known(org, request.divisionCode, () => 1),
      rivals: [],
      reasons: [{ code: 'place_chosen', text: `地点由人选定：${name}` }],
      question: `请问清在${name}的哪个镇街（苏木）`,
    }
  }
  const place = request.place
  const best = place?.best ?? null
  if (place === null || best === null || org.division(best.code) === null) return unknown('没有听出地点')
  const name = placeNameOf(org, best.code)
  const heard = place.evidence.map((evidence) => `“${evidence.text}”`).join('')
  const rivalNames = place.rivals.map((rival) => placeNameOf(org, rival.code))
  // Each level has its own certainty: a department needs the county only, and may be sent what a township may not yet.
  const certainty = best.steps.filter((step) => step.level !== 'city').map((step) => `${step.name} ${percent(step.confidence)}`)
  const basis = `${heard === '' ? '' : `依据${heard}，`}把握 ${certainty.join('、')}`
  const reasons: DispatchReason[] = [{ code: 'place_understood', text: `地点理解为 ${name}（${basis}）` }]
  if (place.ambiguous) reasons.push({ code: 'place_ambiguous', text: `说的地点有几处可能：${rivalNames.slice(0, 4).join('、')}` })
  const choices = [...new Set(best.level === 'county' ? rivalNames : [name, ...rivalNames])].slice(0, 3)
  return {
    ...known(org, best.code, (level) => best.steps.find((step) => step.level === level)?.confidence ?? 0),
    rivals: place.rivals,
    reasons,
    question: place.ambiguous && choices.length > 1 ? `请确认是哪一处：${choices.join('，还是 ')}` : `请核对地点：是否在${name}，属于哪个镇街（苏木）`,
  }
}
