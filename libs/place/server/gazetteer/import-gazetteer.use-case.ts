import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { fillText, refusalText } from '@tongban/kernel/contract'
import { idOf } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { gazetteerDraftSchema, GAZETTEER_KIND_ZH, MOST_EXPORTED, MOST_IMPORTED, type GazetteerDraft, type GazetteerImportReport } from '../../contract/gazetteer.schema.js'
import { PLACE_REFUSALS } from '../../contract/refusals.js'
import { InMemoryPlaceResolver } from '../in-memory-place-resolver.js'
import { fieldsOf, GazetteerWriting } from './change-gazetteer.use-case.js'
import { readCsvCells, writeCsvCells } from './csv-cells.js'
import type { GazetteerFilter, GazetteerRow } from './gazetteer.store.js'

export const GAZETTEER_CSV_HEADING = ['名称', '别名', '类型', '区划代码', '区划', '纬度', '经度', '备注'] as const
const MOST_ERRORS = 100
/** A division written in words is believed when it can hardly be another. */
const SURE = 0.9
const KIND_OF = new Map(Object.entries(GAZETTEER_KIND_ZH).map(([kind, zh]) => [zh, kind]))

type Read = { readonly row: number; readonly draft: GazetteerDraft }
type Fault = { readonly row: number; readonly message: string }

/** Takes a table of names: every row, or none. A name that is there for the division already is changed; the export reads back as it is. */
@Injectable()
export class ImportGazetteer {
  constructor(
    @Inject(GazetteerWriting) private readonly writing: GazetteerWriting,
    @Inject(InMemoryPlaceResolver) private readonly resolver: InMemoryPlaceResolver,
    @Inject(OrgDirectory) private readonly org: OrgDirectory,
  ) {}

  async take(csv: string, mode: 'check' | 'save', by: Principal): Promise<GazetteerImportReport> {
    const cells = readCsvCells(csv)
    const [heading = [], ...lines] = cells ?? []
    if (cells === null || GAZETTEER_CSV_HEADING.some((name, index) => heading[index] !== name)) return refusedWith(0, [{ row: 1, message: `第一行应是：${GAZETTEER_CSV_HEADING.join(',')}` }])
    if (lines.length > MOST_IMPORTED) return refusedWith(lines.length, [{ row: MOST_IMPORTED + 2, message: `一次最多 ${MOST_IMPORTED} 行，现在是 ${lines.length} 行` }])
    const { reads, faults } = this.read(lines)
    const { store } = this.writing
    if (mode === 'check' || faults.length > 0) {
      const { added, changed, unchanged } = mergedWith(await store.byNames(namesOf(reads)), reads)
      return { rows: lines.length, added: added.length, changed: changed.length, unchanged, saved: false, errorCount: faults.length, errors: faults.slice(0, MOST_ERRORS) }
    }
    const counts = await store.transaction(async (tx) => {
      await store.lock(tx)
      const merged = mergedWith(await store.byNames(namesOf(reads), tx), reads)
      const at = this.writing.clock.now()
      const stamp = { changed_by: by.userId, changed_at: at }
      const fresh = { weight: 1, status: 'confirmed', source: 'import', agreeing: 0, contradicting: 0, case_ids: [], version: 1, created_by: by.userId, created_at: at } satisfies Partial<GazetteerRow>
      await store.insert(tx, merged.added.map((draft) => ({ ...fieldsOf(draft), ...fresh, ...stamp, id: this.writing.ids.next() })))
      await store.update(tx, merged.changed.map(({ row, draft }) => ({ ...row, ...fieldsOf(draft), ...stamp, status: 'confirmed', weight: 1, version: row.version + 1 })))
      const counted = { added: merged.added.length, changed: merged.changed.length, unchanged: merged.unchanged }
      if (counted.added + counted.changed > 0) {
        await store.nextRevision(tx)
        await this.writing.record(tx, by, 'place.import_names', 'gazetteer', counted)
      }
      return counted
    })
    await this.writing.book.reload()
    return { rows: lines.length, ...counts, saved: true, errorCount: 0, errors: [] }
  }

  /** The names of a filter as a table that can be imported again, with a byte order mark for spreadsheets. */
  async export(filter: GazetteerFilter): Promise<string> {
    const rows = await this.writing.store.rows(filter, null, MOST_EXPORTED)
    return writeCsvCells([
      GAZETTEER_CSV_HEADING,
      ...rows.map((row) => [
        row.name, row.aliases.join('、'), GAZETTEER_KIND_ZH[row.kind], row.division_code, this.pathOf(row.division_code), row.latitude === null ? '' : String(row.latitude),
        row.longitude === null ? '' : String(row.longitude), row.note,
      ]),
    ])
  }

  private read(lines: readonly (readonly string[])[]): { reads: Read[]; faults: Fault[] } {
    const reads: Read[] = []
    const faults: Fault[] = []
    const seen = new Map<string, number>()
    lines.forEach((cells, index) => {
      const row = index + 2
      const draft = this.draftOf(cells)
      if (typeof draft === 'string') return faults.push({ row, message: draft })
      const key = `${draft.divisionCode} ${draft.name}`
      const before = seen.get(key)
      if (before !== undefined) return faults.push({ row, message: `与第 ${before} 行重复` })
      seen.set(key, row)
      return reads.push({ row, draft })
    })
    return { reads, faults }
  }

  /** The row as a draft, or what is wrong with it. */
  private draftOf(cells: readonly string[]): GazetteerDraft | string {
    const [name = '', aliases = '', kindZh = '', code = '', place = '', latitude = '', longitude = '', note = ''] = cells
    const kind = KIND_OF.get(kindZh)
    if (kind === undefined) return `类型“${kindZh}”不对：应为${[...KIND_OF.keys()].join('、')}`
    const divisionCode = code === '' ? this.codeOf(place) : code
    if (divisionCode === null) return place === '' ? '没有写区划代码或区划' : `区划“${place}”说不准是哪里，请写区划代码`
    const division = this.org.division(idOf(divisionCode))
    if (division === null || division.level === 'city') return `没有代码为“${divisionCode}”的旗县以下区划`
    if ((latitude === '') !== (longitude === '')) return '纬度和经度要么都写，要么都不写'
    const point = latitude === '' ? null : { latitude: Number(latitude), longitude: Number(longitude) }
    const parsed = gazetteerDraftSchema.safeParse({ name, aliases: aliases.split(/[、，,;；\s]+/).filter((alias) => alias !== ''), kind, divisionCode, point, note })
    if (!parsed.success) return parsed.error.issues[0]?.message ?? '内容不对'
    const taken = this.resolver.taken(parsed.data)
    return taken === null ? parsed.data : fillText(refusalText(PLACE_REFUSALS.PLACE_NAME_OF_DIVISION)?.zh ?? '', taken)
  }

  private codeOf(place: string): string | null {
    const { best, ambiguous } = this.resolver.resolve(place)
    return place === '' || best === null || ambiguous || best.confidence < SURE ? null : best.code
  }

  private pathOf(divisionCode: string): string {
    return this.org.pathOf(idOf(divisionCode)).filter(({ level }) => level !== 'city').map(({ name }) => name).join('')
  }
}

const namesOf = (reads: readonly Read[]): string[] => [...new Set(reads.map(({ draft }) => draft.name))]

const refusedWith = (rows: number, errors: readonly Fault[]): GazetteerImportReport => ({ rows, added: 0, changed: 0, unchanged: 0, saved: false, errorCount: errors.length, errors: [...errors] })

/** What of the drafts is new, and what changes a name that is there. A retired or rejected one comes back: somebody wants it. */
function mergedWith(rows: readonly GazetteerRow[], reads: readonly Read[]): { added: GazetteerDraft[]; changed: { row: GazetteerRow; draft: GazetteerDraft }[]; unchanged: number } {
  const rank = (row: GazetteerRow): number => (row.status === 'confirmed' ? 0 : row.status === 'proposed' ? 1 : 2)
  const known = new Map([...rows].sort((a, b) => rank(b) - rank(a)).map((row) => [`${row.division_code} ${row.name}`, row]))
  const added: GazetteerDraft[] = []
  const changed: { row: GazetteerRow; draft: GazetteerDraft }[] = []
  for (const { draft } of reads) {
    const row = known.get(`${draft.divisionCode} ${draft.name}`)
    if (row === undefined) added.push(draft)
    else if (row.status !== 'confirmed' || differs(row, draft)) changed.push({ row, draft })
  }
  return { added, changed, unchanged: reads.length - added.length - changed.length }
}

function differs(row: GazetteerRow, draft: GazetteerDraft): boolean {
  const fields = fieldsOf(draft)
  return row.kind !== fields.kind || row.note !== fields.note || row.latitude !== fields.latitude || row.longitude !== fields.longitude || row.aliases.join(' ') !== fields.aliases.join(' ')
}
