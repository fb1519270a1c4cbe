import { CASE_TYPE_ZH } from '@tongban/case/contract'
import { URGENCY_LABELS_ZH } from '@tongban/taxonomy/contract'
import { ANSWERING_SCOPE_LABELS_ZH, type CatalogueRow } from '../../contract/catalogue.schema.js'
import type { CatalogueNaming } from './row-words.js'

/** The words of a closed vocabulary both ways: what is written, and what may be read (the word or the code). */
export class Vocabulary {
  private readonly words: ReadonlyMap<string, string>
  private readonly codes: ReadonlyMap<string, string>

  constructor(entries: Iterable<readonly [code: string, word: string]>) {
    this.words = new Map(entries)
    this.codes = new Map([...this.words].flatMap(([code, word]) => [[code, code], [word, code]] as const))
  }

  wordOf(code: string): string {
    return this.words.get(code) ?? code
  }

  codeOf(text: string): string | null {
    return this.codes.get(text) ?? null
  }

  get allWords(): string {
    return [...this.words.values()].join('、')
  }
}

export const CASE_TYPE_WORDS = new Vocabulary(Object.entries(CASE_TYPE_ZH))
export const URGENCY_WORDS = new Vocabulary(Object.entries(URGENCY_LABELS_ZH))
export const SCOPE_WORDS = new Vocabulary(Object.entries(ANSWERING_SCOPE_LABELS_ZH))
export const YES_NO = new Vocabulary([['true', '是'], ['false', '否']])
export const EVIDENCE_WORDS = new Vocabulary([['true', '要求'], ['false', '不要求'], ['', '随分类']])

/** Between several values of one cell, and what is read as such. */
export const LIST_MARK = '、'
export const FACT_MARK = '|'

/** The columns of an exported catalogue, in order. Those for reference are written for people and, when filled, must fit their code. */
export const COLUMNS = [
  '编号', '分类代码', '分类名称', '区划代码', '区划名称', '诉求类型', '紧急程度', '季节起', '季节止（不含）', '承办层级', '主办职能', '指定单位编号', '指定单位名称', '协办职能', '抄送职能',
  '抄送旗县', '禁止派镇街', '依据', '要问清的事项', '现场佐证', '有效期起', '有效期止（不含）',
] as const
export type Column = (typeof COLUMNS)[number]
/** Without these a file is not a catalogue; the others may be left out, and mean “no condition” then. */
export const REQUIRED_COLUMNS: readonly Column[] = ['分类代码', '承办层级', '主办职能', '抄送旗县', '禁止派镇街']

/** The catalogue as lines of cells under `COLUMNS`, header first. Reading it back gives the same rows. */
export function tableOf(rows: readonly CatalogueRow[], naming: CatalogueNaming): string[][] {
  return [[...COLUMNS], ...rows.map((row) => lineOf(row, naming))]
}

function lineOf(row: CatalogueRow, naming: CatalogueNaming): string[] {
  const functions = (codes: readonly string[]): string => codes.map((code) => naming.functions.get(code) ?? code).join(LIST_MARK)
  const cells: Readonly<Record<Column, string>> = {
    编号: row.id,
    分类代码: row.categoryCode,
    分类名称: naming.category(row.categoryCode) ?? '',
    区划代码: row.placeCode ?? '',
    区划名称: row.placeCode === null ? '全市' : (naming.place(row.placeCode) ?? ''),
    诉求类型: row.caseTypes.map((type) => CASE_TYPE_WORDS.wordOf(type)).join(LIST_MARK),
    紧急程度: row.urgencies.map((urgency) => URGENCY_WORDS.wordOf(urgency)).join(LIST_MARK),
    季节起: row.season?.from ?? '',
    '季节止（不含）': row.season?.until ?? '',
    承办层级: SCOPE_WORDS.wordOf(row.scope),
    主办职能: row.functionCode === null ? '' : functions([row.functionCode]),
    指定单位编号: row.leadUnitId ?? '',
    指定单位名称: row.leadUnitId === null ? '' : (naming.unit(row.leadUnitId) ?? ''),
    协办职能: functions(row.assistFunctions),
    抄送职能: functions(row.copyFunctions),
    抄送旗县: YES_NO.wordOf(String(row.copyCounty)),
    禁止派镇街: YES_NO.wordOf(String(row.forbidTownship)),
    依据: row.legalBasis,
    要问清的事项: row.requiredFacts.join(FACT_MARK),
    现场佐证: EVIDENCE_WORDS.wordOf(row.evidenceRequired === null ? '' : String(row.evidenceRequired)),
    有效期起: row.validFrom ?? '',
    '有效期止（不含）': row.validTo ?? '',
  }
  return COLUMNS.map((column) => cells[column])
}

/** What a spreadsheet would take for a formula, an operator or a command when it opens a csv. */
const ACTIVE = /^'*[=+\-@\t\r\n]/
/** Makes a cell of a csv harmless, so that reading it with `fromHarmless` gives it back exactly. */
export const harmless = (cell: string): string => (ACTIVE.test(cell) ? `'${cell}` : cell)
export const fromHarmless = (cell: string): string => (cell.startsWith("'") && ACTIVE.test(cell) ? cell.slice(1) : cell)
