import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { addDays, idOf, plainDate, type CategoryCode, type DivisionCode, type UnitId } from '@tongban/kernel/core'
import { categorySchema, parseUsualAnswer, type Category } from '@tongban/taxonomy/contract'
import { CategorySnapshot } from '@tongban/taxonomy/domain'
import { divisionSchema, functionCodeSchema, unitSchema, type Division, type Unit } from '@tongban/org/contract'
import { OrgSnapshot } from '@tongban/org/domain'
import { buildCatalogue, checkCatalogue, coverageOf, shippedRow, type CatalogueWorld, type OrgLookups } from '@tongban/dispatch/domain'
import { formatCsv, parseCsv } from '../tools/generate/reference/csv.mjs'
import { mergeHolidays, referenceFiles } from '../tools/generate/reference/main.mjs'

const ROOT = join(import.meta.dirname, '..')
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const rowsOf = (path: string): Record<string, string>[] => parseCsv(textOf(path))
const orNull = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)
const listOf = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split('|'))

const FILES = {
  divisions: 'libs/org/server/data/divisions.csv',
  units: 'libs/org/server/data/units.csv',
  categories: 'libs/taxonomy/server/data/categories.csv',
  catalogue: 'libs/dispatch/server/data/catalogue.csv',
  holidays: 'libs/worktime/server/data/holidays.csv',
}

const divisions: Division[] = rowsOf(FILES.divisions).map((row) =>
  divisionSchema.parse({ code: row.code, parentCode: orNull(row.parent_code), level: row.level, kind: row.kind, name: row.name }),
)

const units: Unit[] = rowsOf(FILES.units).map((row) =>
  unitSchema.parse({
    id: row.id,
    name: row.name,
    shortName: row.short_name,
    kind: row.kind,
    level: row.level,
    divisionCode: row.division_code,
    functionCode: orNull(row.function_code),
    parentId: orNull(row.parent_id),
    peerClass: orNull(row.peer_class),
  }),
)

const categories: Category[] = rowsOf(FILES.categories).map((row) =>
  categorySchema.parse({
    code: row.code,
    parentCode: orNull(row.parent_code),
    name: row.name,
    keywords: listOf(row.keywords),
    defaultUrgency: row.default_urgency,
    evidenceRequired: row.evidence_required === 'true' ? true : row.evidence_required === 'false' ? false : row.evidence_required,
    usualAnswer: orNull(row.usual_answer),
  }),
)

type CatalogueLine = {
  readonly category: CategoryCode
  readonly place: DivisionCode | null
  readonly scope: string
  readonly functionCode: string | null
  readonly assists: readonly string[]
  readonly forbidTownship: boolean
  readonly isConditional: boolean
  readonly raw: Record<string, string>
}

const lines: CatalogueLine[] = rowsOf(FILES.catalogue).map((raw) => ({
  category: idOf<CategoryCode>(raw.category_code ?? ''),
  place: orNull(raw.place_code) === null ? null : idOf<DivisionCode>(raw.place_code ?? ''),
  scope: raw.scope ?? '',
  functionCode: orNull(raw.function_code),
  assists: listOf(raw.assist_functions),
  forbidTownship: raw.forbid_township === 'true',
  isConditional: [raw.case_types, raw.urgencies, raw.season].some((condition) => condition !== ''),
  raw,
}))

/** What answers when a case meets no condition. */
const catalogue = lines.filter(({ isConditional }) => !isConditional)
const shipped = rowsOf(FILES.catalogue).map(shippedRow)

const org = new OrgSnapshot(divisions, units)
const tree = new CategorySnapshot(categories)
const leaves = tree.all().filter((category) => tree.isLeaf(category.code))
const townships = divisions.filter((division) => division.level === 'township')

const countBy = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}

const keyOf = (category: string, place: string | null): string => `${category} ${place ?? ''}`
const lineByKey = new Map(catalogue.map((line) => [keyOf(line.category, line.place), line]))

/** The most specific category wins, then the most specific place. */
function lineFor(category: CategoryCode, place: DivisionCode): CatalogueLine | null {
  const places = [...org.pathOf(place).map((step) => step.code)].reverse()
  for (const code of [category, ...tree.ancestorsOf(category).map((above) => above.code)]) {
    for (const at of [...places, null]) {
      const line = lineByKey.get(keyOf(code, at))
      if (line) return line
    }
  }
  return null
}

function unitFor(line: CatalogueLine, place: DivisionCode): Unit | null {
  const county = org.countyOf(place)?.code ?? null
  switch (line.scope) {
    case 'township':
      return org.townshipUnit(place)
    case 'county_coordinator':
      return org.coordinatorOf(place)
    case 'county_department':
    case 'enterprise':
      return org.unitByFunction(line.scope, functionCodeSchema.parse(line.functionCode), county)
    case 'city_department':
      return org.unitByFunction(line.scope, functionCodeSchema.parse(line.functionCode), null)
    default:
      throw new Error(`Unknown scope ${line.scope}`)
  }
}

describe('every reference file', () => {
  it.each(Object.values(FILES))('%s needs no quotes, ends its lines with LF and has no empty line', (path) => {
    const text = textOf(path)
    expect(text).not.toMatch(/["\r\u0000\uFEFF]/)
    expect(text.endsWith('\n')).toBe(true)
    expect(text.split('\n').slice(0, -1)).not.toContain('')
  })

  it.each(referenceFiles())('$path equals what its generator gives', ({ path, text }) => {
    expect(textOf(path) === text).toBe(true)
  })
})

describe('the csv reader and writer', () => {
  it('give back what they were given, quotes, commas and line breaks included', () => {
    const rows = [{ a: '甲,乙', b: '说“好”"x"' }, { a: '', b: '两\n行' }]
    expect(parseCsv(formatCsv(['a', 'b'], rows))).toEqual(rows)
  })

  it('name the row that has a field too many', () => {
    expect(() => parseCsv('a,b\n1,2\n1,2,3\n')).toThrow('Row 3 has 3 fields')
  })

  it('refuse a quoted field that never ends', () => {
    expect(() => parseCsv('a\n"1\n')).toThrow('never ends')
  })
})

describe('the divisions of Tongliao', () => {
  it('are one city, 9 counties, 143 townships and 2,568 villages', () => {
    expect(countBy(divisions.map((division) => division.level))).toEqual({ city: 1, county: 9, township: 143, village: 2568 })
  })

  it('have these kinds', () => {
    expect(countBy(divisions.map((division) => division.kind))).toEqual({
      city: 1,
      district: 1,
      county: 1,
      county_level_city: 1,
      banner: 5,
      development_zone: 1,
      street: 22,
      town: 61,
      sumu: 26,
      township: 4,
      state_farm: 28,
      reserve: 2,
      village: 1147,
      gacha: 956,
      community: 248,
      farm_unit: 215,
      management_area: 2,
    })
  })

  it.each([
    ['150525', '奈曼旗', 'banner', '150500'],
    ['150571', '通辽经济技术开发区', 'development_zone', '150500'],
    ['150502003', '永清街道', 'street', '150502'],
    ['150521403', '保康街道办事处', 'street', '150521'],
    ['150525202', '明仁苏木', 'sumu', '150525'],
    ['150522410', '伊胡塔林场', 'state_farm', '150522'],
    ['150522404', '大青沟国家级自然保护区管理局', 'reserve', '150522'],
    ['150571001208', '梅林营子嘎查委员会', 'gacha', '150571001'],
    ['150525101212', '永兴农场村委会', 'village', '150525101'],
    ['150502405598', '半截店牧场虚拟生活区', 'farm_unit', '150502405'],
  ])('%s is %s, a %s in %s', (code, name, kind, parentCode) => {
    expect(org.division(idOf<DivisionCode>(code))).toMatchObject({ name, kind, parentCode })
  })

  it('carry codes that begin with their parent’s', () => {
    const strangers = divisions.filter(
      (division) => division.parentCode !== null && !division.code.startsWith(division.parentCode.replace(/00$/, '')),
    )
    expect(strangers).toEqual([])
  })
})

describe('the units', () => {
  it('number one per township, one coordinator per county, one hotline centre and one callback provider', () => {
    expect(countBy(units.map((unit) => unit.kind))).toEqual({
      township: 143,
      county_coordinator: 9,
      county_department: 252,
      city_department: 38,
      enterprise: 46,
      hotline_centre: 1,
      callback_provider: 1,
      discipline_inspection: 1,
    })
    expect(townships.filter((township) => org.townshipUnit(township.code) === null)).toEqual([])
  })

  it('bear the official names of their kind', () => {
    const nameOf = (id: string): string | undefined => org.unit(idOf<UnitId>(id))?.name
    expect(nameOf('township-150502003')).toBe('科尔沁区永清街道办事处')
    expect(nameOf('township-150521403')).toBe('科尔沁左翼中旗保康街道办事处')
    expect(nameOf('township-150525202')).toBe('奈曼旗明仁苏木人民政府')
    expect(nameOf('township-150523100')).toBe('开鲁县开鲁镇人民政府')
    expect(nameOf('township-150522410')).toBe('科尔沁左翼后旗伊胡塔林场')
  })

  it('have names nobody else in the city has', () => {
    const twice = Object.entries(countBy(units.map((unit) => unit.name))).filter(([, count]) => count > 1)
    expect(twice).toEqual([])
  })

  it('stand on the level of the division they answer for', () => {
    expect(units.filter((unit) => org.division(unit.divisionCode)?.level !== unit.level)).toEqual([])
  })

  it('are compared within a class exactly when they handle cases', () => {
    const handling = new Set(['township', 'county_coordinator', 'county_department', 'city_department', 'enterprise'])
    expect(units.filter((unit) => handling.has(unit.kind) !== (unit.peerClass !== null))).toEqual([])
  })

  it('never run in a circle of command, and the callback provider belongs to nobody', () => {
    for (const unit of units) {
      const seen = new Set<UnitId>()
      for (let at: Unit | null = unit; at; at = at.parentId === null ? null : org.unit(at.parentId)) {
        expect(seen.has(at.id)).toBe(false)
        seen.add(at.id)
      }
    }
    const provider = units.find((unit) => unit.kind === 'callback_provider')
    expect(provider?.parentId).toBeNull()
    expect(units.filter((unit) => unit.parentId === provider?.id)).toEqual([])
  })
})

describe('the category tree', () => {
  it('has 13 areas, 85 groups and 365 matters, and every leaf is on the third level', () => {
    expect(countBy(categories.map((category) => String(category.code.length)))).toEqual({ '2': 13, '4': 85, '6': 365 })
    expect(leaves.filter((leaf) => leaf.code.length !== 6)).toEqual([])
  })

  it('gives every leaf 4 to 12 spoken keywords, and no keyword to two leaves', () => {
    expect(leaves.filter((leaf) => leaf.keywords.length < 4 || leaf.keywords.length > 12).map((leaf) => leaf.name)).toEqual([])
    expect(categories.filter((category) => !tree.isLeaf(category.code) && category.keywords.length > 0)).toEqual([])
    const shared = Object.entries(countBy(leaves.flatMap((leaf) => [...leaf.keywords]))).filter(([, count]) => count > 1)
    expect(shared).toEqual([])
  })

  it('has no two nodes of one name', () => {
    expect(Object.entries(countBy(categories.map((category) => category.name))).filter(([, count]) => count > 1)).toEqual([])
  })

  it.each([
    ['有人夜里放牧，羊都上草场了', '违规放牧与超载举报'],
    ['我家暖气不热，屋里冷得受不了', '室温不达标'],
    ['包工头欠钱，农民工工资一直没给', '农民工工程欠薪'],
    ['地补没到账，粮食补贴差我家的', '耕地地力保护补贴'],
    ['屯里没水好几天了，吃水难', '村屯停水断水'],
    ['地里有人烧秸秆', '秸秆焚烧'],
    ['浇地没有电，井电没接', '农电灌溉电费与井电'],
    ['村道破损，路面坑洼', '村道破损坑洼'],
    ['牛突然死了，不明原因死了好几头', '牲畜不明原因死亡'],
    ['路灯不亮', '路灯不亮'],
    ['物业不管，小区没人管', '物业不作为'],
  ])('finds 「%s」 by keywords alone under %s', (said, name) => {
    const matched = (leaf: Category): number => leaf.keywords.filter((keyword) => said.includes(keyword)).join('').length
    const hits = leaves.map((leaf) => ({ name: leaf.name, length: matched(leaf) }))
    hits.sort((a, b) => b.length - a.length)
    expect(hits[0]?.name).toBe(name)
  })

  it('says who usually answers on the second and third level, by functions that exist', () => {
    for (const category of categories) {
      if (category.code.length === 2) expect(category.usualAnswer).toBeNull()
      else {
        const { scope, functionCode } = parseUsualAnswer(category.usualAnswer ?? '')
        if (scope !== 'township') expect(functionCodeSchema.safeParse(functionCode).success).toBe(true)
      }
    }
  })
})

describe('the first dispatch catalogue', () => {
  it('has a city-wide row for every group of the tree and no two rows for one category and place', () => {
    const groups = categories.filter((category) => category.code.length === 4).map((category) => category.code)
    expect(groups.filter((group) => !lineByKey.has(keyOf(group, null)))).toEqual([])
    expect(lineByKey.size).toBe(catalogue.length)
  })

  it('names only categories, places and functions that exist', () => {
    const bad = catalogue.filter(
      (line) =>
        tree.category(line.category) === null ||
        (line.place !== null && org.division(line.place) === null) ||
        [...line.assists, line.functionCode].some((code) => code !== null && !functionCodeSchema.safeParse(code).success),
    )
    expect(bad.map((line) => line.raw)).toEqual([])
  })

  it('gives a function to departments and enterprises only, a law to every row, and one to three questions', () => {
    for (const line of catalogue) {
      const place = line.scope === 'township' || line.scope === 'county_coordinator'
      expect([line.raw, line.functionCode === null]).toEqual([line.raw, place])
      expect(line.raw.legal_basis?.length).toBeGreaterThan(3)
      const facts = listOf(line.raw.required_facts)
      expect(facts.length >= 1 && facts.length <= 3 && facts.every((fact) => fact.endsWith('？') && fact.length <= 60)).toBe(true)
    }
  })

  const world: CatalogueWorld = {
    categories, functions: new Map(functionCodeSchema.options.map((code) => [code, code])), org: org as unknown as OrgLookups, townshipCodes: townships.map(({ code }) => code), today: '2026-11-22',
  }

  it('has about 300 rows, and nothing wrong with any of them', () => {
    expect(shipped.length).toBeGreaterThan(290)
    expect(new Set(shipped.map(({ id }) => id)).size).toBe(shipped.length)
    expect(checkCatalogue(shipped, world).filter(({ severity }) => severity !== 'note')).toEqual([])
  })

  it('leaves no pair of a matter and a township without a unit, nor with two answers', () => {
    const pairs = coverageOf(buildCatalogue(shipped), world)
    expect(pairs).toHaveLength(365 * 143)
    expect(pairs.filter(({ outcome }) => outcome === 'gap' || outcome === 'tie' || outcome === 'unit_missing')).toEqual([])
  })

  it('copies the county exactly when a township leads', () => {
    expect(lines.filter((line) => line.raw.copy_county !== String(line.scope === 'township')).map((line) => line.raw)).toEqual([])
  })

  it('never lists the lead among its assists', () => {
    const doubled = lines.filter((line) => line.functionCode !== null && line.assists.includes(line.functionCode))
    expect(doubled.map((line) => line.raw)).toEqual([])
  })

  it('lets no township lead anything inside a subtree that is forbidden to townships', () => {
    const forbidden = catalogue.filter((line) => line.forbidTownship)
    expect(forbidden.length).toBeGreaterThan(50)
    const contradicted = catalogue.filter(
      (line) => line.scope === 'township' && forbidden.some((block) => block.place === null && line.category.startsWith(block.category)),
    )
    expect(contradicted.map((line) => line.raw)).toEqual([])
  })

  it('resolves every leaf in every township to an existing unit', () => {
    const uncovered: string[] = []
    for (const leaf of leaves) {
      for (const township of townships) {
        const line = lineFor(leaf.code, township.code)
        if (!line || !unitFor(line, township.code)) uncovered.push(`${leaf.code} ${township.code}`)
      }
    }
    expect(leaves.length * townships.length).toBe(365 * 143)
    expect(uncovered).toEqual([])
  })

  it('finds every assisting function somewhere in the county or the city', () => {
    const [county] = divisions.filter((division) => division.level === 'county')
    const missing = catalogue.flatMap((line) =>
      line.assists.filter((code) => {
        const functionCode = functionCodeSchema.parse(code)
        const place = county?.code ?? null
        return (
          org.unitByFunction('county_department', functionCode, place) === null &&
          org.unitByFunction('city_department', functionCode, null) === null &&
          org.unitByFunction('enterprise', functionCode, place) === null
        )
      }),
    )
    expect(missing).toEqual([])
  })

  it('agrees city-wide with what the tree says about who usually answers', () => {
    const differing = categories
      .filter((category) => category.usualAnswer !== null)
      .filter((category) => {
        const line = lineFor(category.code, idOf<DivisionCode>('150500'))
        return category.usualAnswer !== (line?.functionCode ? `${line.scope}:${line.functionCode}` : line?.scope)
      })
    expect(differing.map((category) => category.code)).toEqual([])
  })

  it.each([
    ['秸秆焚烧', '150525202', 'township-150525202'],
    ['室温不达标', '150502003', 'enterprise-150502-heat'],
    ['城市公交线路与服务', '150502003', 'enterprise-150500-bus'],
    ['城市公交线路与服务', '150525100', 'county-150525-transport'],
    ['城市公交线路与服务', '150581001', 'enterprise-150581-bus'],
    ['路灯不亮', '150571001', 'city-urban-management'],
    ['路灯不亮', '150523100', 'county-150523-urban-management'],
    ['景区与旅行社服务', '150522404', 'township-150522404'],
    ['景区与旅行社服务', '150522100', 'county-150522-culture-tourism'],
    ['公积金提取贷款与补缴', '150526100', 'city-housing-fund'],
  ])('sends %s in %s to %s', (name, place, unitId) => {
    const category = categories.find((each) => each.name === name)
    const line = category ? lineFor(category.code, idOf<DivisionCode>(place)) : null
    expect(line ? unitFor(line, idOf<DivisionCode>(place))?.id : null).toBe(unitId)
  })
})

describe('the holiday calendar', () => {
  const days = rowsOf(FILES.holidays)
  const datesOf = (year: number, off: boolean, name?: string): string[] =>
    days
      .filter((day) => day.date?.startsWith(String(year)) && day.is_off_day === String(off) && (name === undefined || day.name === name))
      .map((day) => day.date ?? '')
  const span = (from: string, to: string): string[] => {
    const dates: string[] = []
    for (let date = plainDate(from); date <= plainDate(to); date = addDays(date, 1)) dates.push(date)
    return dates
  }

  it('has real days, each once, in order, with the address of the State Council’s notice of that year', () => {
    const dates = days.map((day) => plainDate(day.date ?? ''))
    expect(dates).toEqual([...new Set(dates)].sort())
    const sources = countBy(days.map((day) => `${day.date?.slice(0, 4)} ${day.source_url}`))
    expect(Object.keys(sources)).toEqual([
      '2024 https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm',
      '2025 https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
      '2026 https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    ])
  })

  // Typed from the text of the three notices (国务院办公厅关于2024、2025、2026年部分节假日安排的通知), not from the file.
  it('has the off days the notices name', () => {
    expect(datesOf(2024, true)).toEqual([
      '2024-01-01',
      ...span('2024-02-10', '2024-02-17'),
      ...span('2024-04-04', '2024-04-06'),
      ...span('2024-05-01', '2024-05-05'),
      '2024-06-10',
      ...span('2024-09-15', '2024-09-17'),
      ...span('2024-10-01', '2024-10-07'),
    ])
    expect(datesOf(2025, true)).toEqual([
      '2025-01-01',
      ...span('2025-01-28', '2025-02-04'),
      ...span('2025-04-04', '2025-04-06'),
      ...span('2025-05-01', '2025-05-05'),
      ...span('2025-05-31', '2025-06-02'),
      ...span('2025-10-01', '2025-10-08'),
    ])
    expect(datesOf(2026, true)).toEqual([
      ...span('2026-01-01', '2026-01-03'),
      ...span('2026-02-15', '2026-02-23'),
      ...span('2026-04-04', '2026-04-06'),
      ...span('2026-05-01', '2026-05-05'),
      ...span('2026-06-19', '2026-06-21'),
      ...span('2026-09-25', '2026-09-27'),
      ...span('2026-10-01', '2026-10-07'),
    ])
  })

  it('has nine days of Spring Festival in 2026, made up on the Saturdays before and after', () => {
    expect(datesOf(2026, true, '春节')).toHaveLength(9)
    expect(datesOf(2026, false, '春节')).toEqual(['2026-02-14', '2026-02-28'])
  })

  it('has the make-up working days the notices name, all of them on weekends', () => {
    expect(datesOf(2024, false)).toEqual([
      ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28'],
      ...['2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
    ])
    expect(datesOf(2025, false)).toEqual(['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'])
    expect(datesOf(2026, false)).toEqual(['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'])
    const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay()
    expect([2024, 2025, 2026].flatMap((year) => datesOf(year, false)).filter((date) => ![0, 6].includes(weekday(date)))).toEqual([])
  })

  it('takes another year from a holiday-cn file without touching the others, twice with the same result', () => {
    const year = { year: 2030, papers: ['https://example.org/2030'], days: [{ name: '元旦', date: '2030-01-01', isOffDay: true }] }
    const merged = mergeHolidays(textOf(FILES.holidays), [year])
    expect(merged).toBe(`${textOf(FILES.holidays)}2030-01-01,元旦,true,https://example.org/2030\n`)
    expect(mergeHolidays(merged, [year])).toBe(merged)
  })

  it('refuses a year that names no notice', () => {
    expect(() => mergeHolidays(textOf(FILES.holidays), [{ year: 2030, papers: [], days: [] }])).toThrow('names no notice')
  })
})
