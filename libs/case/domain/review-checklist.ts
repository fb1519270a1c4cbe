import type { ChecklistItem } from '../contract/review-sheet.js'
import type { CaseState } from './case-state.js'

const item = (id: string, text: string, textEn: string): ChecklistItem => ({ id, text, textEn })

/** What every reply is held against. */
const GENERAL: readonly ChecklistItem[] = [
  item('contacted', '与诉求人联系过，或写明了联系不上的原因', 'The citizen was contacted, or it says why not'),
  item('answers_each_point', '诉求人提的每一点都有回应', 'Every point the citizen made is answered'),
  item('says_what_was_done', '写清了谁、什么时候、做了什么', 'It says who did what, and when'),
  item('result_or_date', '有结果；没有结果的，有明确的日期和理由', 'There is a result, or a date and a reason'),
]

/** What a kind of matter needs beside: the longest code that a category begins with decides. Shipped as data; codes of the shipped category tree. */
const BY_CATEGORY: readonly { readonly prefix: string; readonly items: readonly ChecklistItem[] }[] = [
  { prefix: '01', items: [item('measured_land', '地界、面积有丈量结果，写明了双方是否到场', 'Borders and area were measured, and it says whether both sides were there')] },
  { prefix: '02', items: [item('measured_land', '草场、林地有核查结果，写明了依据的图件', 'Pasture or woodland was checked against a map that is named')] },
  { prefix: '03', items: [item('paid_on', '写明了发放标准、时间和是否到账', 'It says the standard, the date and whether the money arrived')] },
  { prefix: '04', items: [item('restored_at', '写明了恢复供应的时间', 'It says when supply was restored')] },
  { prefix: '0405', items: [item('restored_at', '写明了恢复供热的时间', 'It says when heating was restored'), item('temperature', '写明了入户测温的时间和结果', 'It says when the room was measured, and the temperature')] },
  { prefix: '05', items: [item('site_photo', '有处置前后的现场照片', 'Photos of the site before and after')] },
  { prefix: '07', items: [item('site_photo', '有处置前后的现场照片', 'Photos of the site before and after')] },
  { prefix: '08', items: [item('inspected', '写明了检查或检测的结果和整改要求', 'It says what the inspection found and what must be mended')] },
  { prefix: '09', items: [item('paid_on', '欠薪类写明了是否到账、什么时候到账', 'For wages, whether and when they were paid')] },
  { prefix: '12', items: [item('mediated', '写明了调解结果；调解不成的，告知了其他途径', 'It says how mediation ended, or which other way is open')] },
]

/** What depends on the kind of demand rather than on the matter. */
const BY_TYPE: Partial<Record<CaseState['caseType'], readonly ChecklistItem[]>> = {
  report: [item('reporter_protected', '没有透露举报人的身份', 'The reporter’s identity is not revealed')],
  complaint: [item('both_sides', '核实了双方的说法', 'Both sides were heard')],
  consultation: [item('source_named', '政策答复写明了出处', 'A policy answer names its source')],
}

/** The reviewer's list for one case: what always holds, what its category asks, what its type asks. */
export function checklistOf({ categoryCode, caseType, evidenceRequired }: Pick<CaseState, 'categoryCode' | 'caseType' | 'evidenceRequired'>): readonly ChecklistItem[] {
  const own = BY_CATEGORY.filter(({ prefix }) => categoryCode?.startsWith(prefix) === true).sort((a, b) => b.prefix.length - a.prefix.length)[0]?.items ?? []
  const evidence = evidenceRequired ? [item('evidence_fits', '佐证与诉求的地点、时间相符', 'The evidence fits the place and time of the matter')] : []
  return [...GENERAL, ...evidence, ...own, ...(BY_TYPE[caseType] ?? [])]
}
