/**
 * Free texts, in which nobody was asked for a place: how often the resolver keeps silent where nothing of its city is said (`--texts`), and
 * whether it finds the one town a complaint names (`--towns`).
 */
import { PlainError } from '../../lib/plain-error.mjs'
import * as say from '../../lib/say.mjs'
import { readCsv } from '../lib/read-csv.mjs'
import { SkippedRows } from '../lib/skipped-rows.mjs'
import { cityKeyOfOption, readCityTrees } from './division-trees.mjs'

export const TEXT_OPTIONS = {
  texts: { type: 'string', multiple: true },
  columns: { type: 'string', default: 'title,text' },
  county: { type: 'string' },
  towns: { type: 'boolean', default: false },
  lenient: { type: 'boolean', default: false },
}

export const TEXT_HELP = `
  --texts F.csv   没有标注的来信，在 --city 的区划树中解析（默认通辽）：不作答的比例，把握达到 0.5、超过 0.85 的条数
                  letters without labels, resolved in the tree of --city (default Tongliao): how many get no answer, how many one with a
                  confidence of .5 or more, or above .85. Of letters from elsewhere every answer is a wrong one
  --columns LIST  csv 中连起来作为文本的列，默认 title,text；没有的列略过 · columns joined to the text; missing ones are passed over
  --county CODE   坐席所在旗县 · the county of the operator
  --towns         只看恰好提到本市一个乡镇名的来信，看是否答对这个乡镇 · only texts that name exactly one town of the city: is it the answer?
  --lenient       csv 中不合格的行再多也只略过（缺省时超过 5% 即拒绝）· leave broken lines of a csv out however many (more than 5 % are refused otherwise)`

/** From here on an answer is shown as more than a guess; above the second an automatic dispatch may rest on it. */
const CONFIDENT = 0.5
const SURE = 0.85
const TONGLIAO = '1505'

export function evaluateTexts(domain, options) {
  const key = options.city === undefined ? TONGLIAO : cityKeyOfOption(options.city)
  const tree = readCityTrees(new Set([key])).get(key)
  if (!tree) throw new PlainError(`没有代码为 ${options.city} 的城市 · no city with the code ${options.city}`)
  const index = domain.buildPlaceIndex(tree.divisions, domain.placeUsageOf(tree))
  const context = options.county === undefined ? {} : { countyCode: options.county }
  const skipped = new SkippedRows(options)
  const texts = readTexts(options.texts, options.columns.split(',').filter(Boolean), skipped)
  if (texts.length === 0) throw new PlainError('没有来信可测 · there is no text to measure')
  const resolve = (text) => domain.resolvePlace(index, text, context)
  const { result, table } = options.towns ? ofTowns(tree, texts, resolve, options.failures) : ofSilence(texts, resolve, options.failures)
  return { result: { ...result, skipped: skipped.summary }, table }
}

function readTexts(files, columns, skipped) {
  return files.flatMap((file) => {
    const rows = readCsv(file, { skipped })
    if (rows.length > 0 && !columns.some((column) => Object.hasOwn(rows[0], column))) {
      throw new PlainError(`${file} 没有列 ${columns.join('、')} · ${file} has no column ${columns.join(', ')}`)
    }
    return rows.map((row) => columns.map((column) => row[column] ?? '').filter(Boolean).join('\n')).filter((text) => text.trim() !== '')
  })
}

const share = (part, whole) => (whole === 0 ? null : Math.round((part / whole) * 10000) / 10000)
const percent = (value) => (value === null ? '—' : `${(value * 100).toFixed(1)}%`)
const shown = (text) => text.replace(/\s+/g, ' ').slice(0, 60)

function ofSilence(texts, resolve, failures) {
  let silent = 0
  let confident = 0
  let sure = 0
  let left = failures
  for (const text of texts) {
    const { best, evidence } = resolve(text)
    if (best === null) silent += 1
    else if (best.confidence >= CONFIDENT) {
      confident += 1
      if (best.confidence > SURE) sure += 1
      if (left-- > 0) say.note(`${shown(text)} · ${best.path.join('›')} ${best.confidence} · ${evidence.map((one) => `${one.text}(${one.how})`).join(' ')}`)
    }
  }
  const n = texts.length
  const result = { n, silent: share(silent, n), confident, confidentShare: share(confident, n), sure, sureShare: share(sure, n) }
  const table = [['n', 'silent', `confidence ≥ ${CONFIDENT}`, `> ${SURE}`], [String(n), percent(result.silent), `${confident} (${percent(result.confidentShare)})`, `${sure} (${percent(result.sureShare)})`]]
  return { result, table }
}

const TOWN_KIND = /(街道办事处|街道|镇|乡|苏木)$/

function ofTowns(tree, texts, resolve, failures) {
  const towns = tree.divisions.filter(({ level, name }) => level === 'township' && TOWN_KIND.test(name)).map(({ code, name }) => ({ code, stem: name.replace(TOWN_KIND, '') })).filter(({ stem }) => stem.length >= 2)
  let n = 0
  let right = 0
  let left = failures
  for (const text of texts) {
    const named = towns.filter(({ stem }) => text.includes(stem))
    if (named.length !== 1) continue
    n += 1
    const { best } = resolve(text)
    if (best?.code.startsWith(named[0].code)) right += 1
    else if (left-- > 0) say.note(`${shown(text)} · ${named[0].stem} · ${best?.path.join('›') ?? '—'}`)
  }
  const result = { n, texts: texts.length, right, accuracy: share(right, n) }
  return { result, table: [['texts', 'naming one town', 'right'], [String(texts.length), String(n), `${right} (${percent(result.accuracy)})`]] }
}
