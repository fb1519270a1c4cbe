import { catalogueRowSchema, type CatalogueRow } from '../../contract/catalogue.schema.js'
import { CATALOGUE_PROBLEMS_MAX, type ImportProblem } from '../../contract/catalogue-file.schema.js'
import type { CatalogueField } from '../../contract/catalogue-version.schema.js'
import { catalogueRowIdOf, freeRowId } from './catalogue.js'
import {
  CASE_TYPE_WORDS, COLUMNS, EVIDENCE_WORDS, FACT_MARK, REQUIRED_COLUMNS, SCOPE_WORDS, URGENCY_WORDS, YES_NO, type Column, type Vocabulary,
} from './catalogue-table.js'
import type { CatalogueWorld } from './catalogue-world.js'
import { isTie } from './check-against.js'
import { rowFaults } from './check-row.js'
import type { CatalogueNaming } from './row-words.js'

const COLUMN_OF: Readonly<Record<CatalogueField | 'id', Column>> = {
  id: '编号', categoryCode: '分类代码', placeCode: '区划代码', caseTypes: '诉求类型', urgencies: '紧急程度', season: '季节起', scope: '承办层级', functionCode: '主办职能',
  leadUnitId: '指定单位编号', assistFunctions: '协办职能', copyFunctions: '抄送职能', copyCounty: '抄送旗县', forbidTownship: '禁止派镇街', legalBasis: '依据',
  requiredFacts: '要问清的事项', evidenceRequired: '现场佐证', validFrom: '有效期起', validTo: '有效期止（不含）',
}

const VALUE_MAX = 60

export type TableRead = {
  /** In the order of the file. */
  readonly rows: readonly { readonly line: number; readonly row: CatalogueRow }[]
  readonly problems: readonly ImportProblem[]
  /** Lines that hold anything, the header left out. */
  readonly lines: number
  /** Names of rows that bad lines speak of: with lines skipped, those rows stay as they are. */
  readonly badRowIds: ReadonlySet<string>
}

/**
 * Reads lines of cells, header first, into rows, and says what is wrong by line and column. Good rows are returned beside the problems. Of two rows that
 * are equally specific the later one is the bad one. `keeping`: rows that stay beside those of the file, and may not tie with them.
 */
export function readTable(table: readonly (readonly string[])[], world: CatalogueWorld, naming: CatalogueNaming, keeping: readonly CatalogueRow[]): TableRead {
  const [header = [], ...body] = table
  const problems: ImportProblem[] = []
  const say = (line: number | null, column: Column | null, rule: string, value = ''): void => {
    if (problems.length < CATALOGUE_PROBLEMS_MAX) problems.push({ line, column, rule, value: [...value].slice(0, VALUE_MAX).join('') })
  }
  const places = placesOf(header)
  const missing = REQUIRED_COLUMNS.filter((column) => !places.has(column))
  const unknown = header.filter((name) => name.trim() !== '' && !COLUMNS.some((column) => column === name.trim()))
  if (missing.length > 0) say(1, null, `缺少列：${missing.join('、')}`)
  if (unknown.length > 0) say(1, null, `不认识的列：${unknown.join('、')}`)
  if (new Set(header.filter((name) => name.trim() !== '')).size < header.filter((name) => name.trim() !== '').length) say(1, null, '有两列同名')
  const filled = body.map((cells, at) => ({ line: at + 2, cells })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (problems.length > 0) return { rows: [], problems, lines: filled.length, badRowIds: new Set() }

  const named = new Set(filled.map(({ cells }) => cellOf(cells, places, '编号')))
  const kept = new Map(keeping.map((row) => [row.id, row]))
  const rows = new Map<string, { line: number; row: CatalogueRow }>()
  const badRowIds = new Set<string>()
  for (const { line, cells } of filled) {
    const read = new LineReader((column) => cellOf(cells, places, column), world, naming)
    const row = read.row((categoryCode, placeCode) => freeRowId(categoryCode, placeCode, (id) => named.has(id) || rows.has(id) || kept.has(id)))
    const faults = [...read.problems]
    if (row !== null) {
      const twice = rows.get(row.id)
      if (twice !== undefined) faults.push({ column: '编号', rule: `与第 ${twice.line} 行编号相同` })
      const tied = [...rows.values()].find((other) => isTie(other.row, row))
      if (tied !== undefined) faults.push({ column: null, rule: `与第 ${tied.line} 行（${tied.row.id}）同样具体，无法判断用哪一条` })
      const keptTie = [...kept.values()].find((other) => !named.has(other.id) && isTie(other, row))
      if (keptTie !== undefined) faults.push({ column: null, rule: `与草稿里的规则 ${keptTie.id} 同样具体，无法判断用哪一条` })
    }
    for (const { column, rule } of faults) say(line, column, rule, column === null ? '' : cellOf(cells, places, column))
    if (row !== null && faults.length === 0) rows.set(row.id, { line, row })
    else badRowIds.add(cellOf(cells, places, '编号'))
  }
  return { rows: [...rows.values()], problems, lines: filled.length, badRowIds }
}

function placesOf(header: readonly string[]): ReadonlyMap<string, number> {
  return new Map(header.map((name, at) => [name.trim(), at]))
}

const cellOf = (cells: readonly string[], places: ReadonlyMap<string, number>, column: Column): string => cells[places.get(column) ?? -1]?.trim() ?? ''

type CellProblem = { readonly column: Column | null; readonly rule: string }

/** One line of the file on its way to a row. */
class LineReader {
  readonly problems: CellProblem[] = []

  constructor(
    private readonly cell: (column: Column) => string,
    private readonly world: CatalogueWorld,
    private readonly naming: CatalogueNaming,
  ) {}

  /** Null when the line makes no row; `problems` say why. */
  row(freeId: (categoryCode: string, placeCode: string | null) => string): CatalogueRow | null {
    const functions = { codeOf: (text: string) => (this.naming.functions.has(text) ? text : (this.functionCodes.get(text) ?? null)), allWords: '' }
    const categoryCode = padded(this.cell('分类代码'))
    const placeCode = this.cell('区划代码') || null
    const [from, until] = [monthDayIn(this.cell('季节起')), monthDayIn(this.cell('季节止（不含）'))]
    if ((from === '') !== (until === '')) this.say(from === '' ? '季节起' : '季节止（不含）', '季节的起和止要么都填，要么都空')
    const draft = {
      id: this.cell('编号') || freeId(categoryCode, placeCode), categoryCode, placeCode,
      caseTypes: this.words('诉求类型', CASE_TYPE_WORDS), urgencies: this.words('紧急程度', URGENCY_WORDS), season: from === '' || until === '' ? null : { from, until },
      scope: this.word('承办层级', SCOPE_WORDS), functionCode: this.words('主办职能', functions)[0] ?? null, leadUnitId: this.cell('指定单位编号') || null,
      assistFunctions: this.words('协办职能', functions), copyFunctions: this.words('抄送职能', functions),
      copyCounty: this.word('抄送旗县', YES_NO) === 'true', forbidTownship: this.word('禁止派镇街', YES_NO) === 'true', legalBasis: this.cell('依据'),
      requiredFacts: this.cell('要问清的事项').split(FACT_MARK).map((fact) => fact.trim()).filter((fact) => fact !== ''),
      evidenceRequired: flag(this.cell('现场佐证') === '' ? '' : this.word('现场佐证', EVIDENCE_WORDS)),
      validFrom: dayIn(this.cell('有效期起')) || null, validTo: dayIn(this.cell('有效期止（不含）')) || null,
    }
    if (this.problems.length > 0) return null
    const parsed = catalogueRowSchema.safeParse(draft)
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) this.say(columnOf(path), message)
      return null
    }
    this.checkNames(parsed.data)
    for (const { field, text } of rowFaults(parsed.data, this.world)) this.say(COLUMN_OF[field], text)
    return parsed.data
  }

  private get functionCodes(): ReadonlyMap<string, string> {
    return new Map([...this.naming.functions].map(([code, word]) => [word, code]))
  }

  /** A name of a row says its category and place; and what is written for people must not say something else than the code. */
  private checkNames(row: CatalogueRow): void {
    const first = catalogueRowIdOf(row.categoryCode, row.placeCode)
    if (row.id !== first && !new RegExp(`^${first}#[1-9]\\d{0,3}$`).test(row.id)) this.say('编号', `编号应与分类、区划一致（${first}，或 ${first}#2 等）；新增的规则请把编号留空`)
    const fits = (column: Column, name: string | null): void => {
      const written = this.cell(column)
      if (written !== '' && name !== null && written !== name) this.say(column, `与代码不符：代码的名称是“${name}”`)
    }
    fits('分类名称', this.naming.category(row.categoryCode))
    fits('区划名称', row.placeCode === null ? '全市' : this.naming.place(row.placeCode))
    if (row.leadUnitId !== null) fits('指定单位名称', this.naming.unit(row.leadUnitId))
  }

  private word(column: Column, vocabulary: Vocabulary): string {
    const text = this.cell(column)
    const code = vocabulary.codeOf(text)
    if (code === null) this.say(column, text === '' ? `请填写${column}：${vocabulary.allWords}` : `应为：${vocabulary.allWords}`)
    return code ?? ''
  }

  private words(column: Column, vocabulary: Pick<Vocabulary, 'codeOf' | 'allWords'>): string[] {
    return this.cell(column).split(/[、,，;；]/).map((text) => text.trim()).filter((text) => text !== '').flatMap((text) => {
      const code = vocabulary.codeOf(text)
      if (code === null) this.say(column, vocabulary.allWords === '' ? `没有职能“${text}”` : `“${text}”不在其中：${vocabulary.allWords}`)
      return code === null ? [] : [code]
    })
  }

  private say(column: Column | null, rule: string): void {
    this.problems.push({ column, rule })
  }
}

const two = (text = ''): string => text.padStart(2, '0')
/** Days as spreadsheets write them: 2026/3/1, 2026-03-01. */
function dayIn(text: string): string {
  const [, year, month, day] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? []
  return year === undefined ? text : `${year}-${two(month)}-${two(day)}`
}
/** 10-15, 10/15, 10月15日; of a whole date, which a spreadsheet makes of them, the year is dropped. */
function monthDayIn(text: string): string {
  const [, month, day] = /^(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/.exec(text) ?? []
  return month === undefined ? dayIn(text).replace(/^\d{4}-(?=\d\d-\d\d$)/, '') : `${two(month)}-${two(day)}`
}

/** A spreadsheet drops the zeros a code begins with. */
const padded = (code: string): string => (/^\d{1,5}$/.test(code) && code.length % 2 === 1 ? `0${code}` : code)
const flag = (code: string): boolean | null => (code === '' ? null : code === 'true')
const columnOf = ([field, part]: readonly PropertyKey[]): Column | null => {
  if (field === 'season') return part === 'until' ? '季节止（不含）' : '季节起'
  return typeof field === 'string' && field in COLUMN_OF ? COLUMN_OF[field as CatalogueField] : null
}
