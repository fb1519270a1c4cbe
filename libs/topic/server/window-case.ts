import type { CorpusCase } from '@tongban/case/contract'
import type { Instant } from '@tongban/kernel/core'
import { readCase, type ReadCase } from '../domain/index.js'

/** A case of the window as the job holds it: what it is clustered and counted by, never its text, of a sealed one not its title either. `title` is what a topic is named by: place and matter. */
export type WindowCase = ReadCase & {
  readonly filedAt: Instant
  readonly title: string
  readonly sealed: boolean
  /** Alarming words were found in it when it was filed. */
  readonly sensitive: boolean
  readonly leadUnitId: string | null
  readonly subjectUnitIds: readonly string[]
}

/** Says a text without the divisions a case has as fields. */
export type PlacelessText = { withoutDivisions(text: string, divisionCode: string | null): string }

/** Where it is counts as a field: said again in words, it would make all matters of one place alike. */
export function windowCase(one: CorpusCase, places: PlacelessText): WindowCase {
  const { id, filedAt, title, description, placeText, countyCode, townshipCode, categoryCode, sealed, leadUnitId, firstLead, subjectUnitIds } = one
  const said = (text: string): string => places.withoutDivisions(text, one.divisionCode ?? townshipCode ?? countyCode)
  const read = readCase({ id, at: filedAt, title: said(`${placeText} ${title}`), text: said(description), countyCode, townshipCode, categoryCode, sealed })
  return { ...read, filedAt, title: sealed ? '' : `${placeText} ${title}`, sealed, sensitive: hasAlarmingWords(one), leadUnitId: leadUnitId ?? firstLead?.unitId ?? null, subjectUnitIds }
}

const hasAlarmingWords = ({ dispatchTrail, urgency }: CorpusCase): boolean => {
  const words = dispatchTrail?.urgencyWords
  return urgency === 'emergency' || (Array.isArray(words) && words.length > 0)
}
