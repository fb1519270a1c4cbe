import { quantile, rounded } from '../../bench/lib/numbers.mjs'
import { PlainError } from '../../lib/plain-error.mjs'
import { readArgs } from '../../lib/read-args.mjs'
import * as say from '../../lib/say.mjs'
import { useLibs } from '../lib/built-libs.mjs'
import { SkippedRows } from '../lib/skipped-rows.mjs'
import { readMessages, readPairs } from './labelled-messages.mjs'
import { fileOneAfterAnother } from './filing-run.mjs'
import { figuresOf, halvesOf, Truth } from './pair-figures.mjs'

export const HELP = `npm run eval -- duplicates --messages F.csv --pairs F.csv [options]

  重复诉求：留言按时间一件一件登记，每件登记前用产品自己的打分和候选规则找以前的同一件事，与给定的重复对比较。
  Duplicates: messages are filed one after another in the order of their times; before each, the product's own scoring and candidate rules
  look for earlier ones of the same matter. Messages: csv with msg_id, time, text (and title, user, division_code, category_code when there are).
  Pairs: csv with a, b: two messages that are one matter.

  The pairs given are seldom all there are. precision counts a shown pair as right when it is given, follows from those given (a–b, b–c: a–c), or when
  most of the shorter text stands word for word in the other; precisionStrict counts the first two alone and is a lower bound.

  --json              结果为一行 JSON · the result as one line of JSON
  --messages F        留言 csv（.gz 亦可）
  --pairs F           重复对 csv
  --window-days N     只看最近多少天，默认用产品的设置 · as the product's setting unless given
  --unlisted N        列出 N 对给定之外的命中，供人核对（写到 stderr）· shows N shown pairs that were not given, drawn by a fixed seed
  --lenient           不合格的行再多也只略过（缺省时超过 5% 即拒绝）· leave broken lines out however many (more than 5 % are refused otherwise)
  --no-build          不重新构建
  --help`

function readOptions(args) {
  const { values } = readArgs({
    args,
    options: {
      messages: { type: 'string' }, pairs: { type: 'string' }, 'window-days': { type: 'string' }, unlisted: { type: 'string', default: '0' },
      lenient: { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false },
    },
  })
  for (const name of ['messages', 'pairs']) if (values[name] === undefined) throw new PlainError(`缺少 --${name} 文件 · --${name} F.csv is missing (--help)`)
  const windowDays = values['window-days'] === undefined ? null : Number(values['window-days'])
  if (windowDays !== null && !(windowDays > 0)) throw new PlainError('--window-days 应为正数 · --window-days takes a number above 0')
  return { ...values, windowDays }
}

/** @param {string[]} args @returns {Promise<{ result: object, table: string[][] }>} */
export async function evaluate(args) {
  const options = readOptions(args)
  const skipped = new SkippedRows(options)
  const messages = readMessages(options.messages, skipped)
  const { pairs, unknown } = readPairs(options.pairs, messages, skipped)
  await useLibs(['duplicate'], { build: !options['no-build'] })
  const domain = await import('../../../libs/duplicate/dist/domain/index.js')
  const { DEFAULT_DUPLICATE_SETTINGS } = await import('../../../libs/duplicate/dist/contract/index.js')
  const settings = { ...DEFAULT_DUPLICATE_SETTINGS, ...(options.windowDays === null ? {} : { windowDays: options.windowDays }) }

  const run = await say.step(`${messages.length} 件依次登记 · filed one after another`, () => fileOneAfterAnother(domain, settings, messages))
  const truth = new Truth(pairs, messages)
  const all = figuresOf(run, truth, pairs, settings)
  const halves = halvesOf(truth, pairs)
  const [looked, held] = halves.map((half) => figuresOf(run, truth, half, settings))
  const result = {
    recallAt95: all.recallAt95, precision: all.precision, threshold: all.threshold, recallAtDefault: all.recallAtDefault, defaultThreshold: settings.showAt,
    p99Ms: rounded(quantile(run.ms, 0.99), 2), p50Ms: rounded(quantile(run.ms, 0.5), 2), precisionAtDefault: all.precisionAtDefault,
    precisionStrictAtDefault: all.precisionStrictAtDefault, recallAtLikely: all.recallAtLikely, precisionAtLikely: all.precisionAtLikely, likelyThreshold: settings.likelyAt,
    recallOfCandidates: all.recallOfCandidates, casesWithEarlier: all.casesWithEarlier, casesTold: all.casesTold, shownAtDefault: all.shownAtDefault,
    beyondWindow: all.beyondWindow, windowDays: settings.windowDays, messages: messages.length, pairs: pairs.length, pairsUnknown: unknown, skipped: skipped.summary,
    halves: { looked: halfOf(looked), held: halfOf(held) }, bands: all.bands,
  }
  showUnlisted(run, truth, messages, Number(options.unlisted))
  return { result, table: tableFor(result) }
}

const halfOf = ({ recallAtDefault, recallOfCandidates, recallAtLikely }) => ({ recallAtDefault, recallAtLikely, recallOfCandidates })

/** To be read by a person: which of the pairs that were not given are right all the same. */
function showUnlisted(run, truth, messages, count) {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const open = run.found.filter(({ a, b }) => !truth.isGiven(a, b)).sort((one, other) => one.lot - other.lot)
  for (const { a, b, score, text, sameCaller, daysApart } of open.slice(0, count)) {
    const words = (id) => `${byId.get(id)?.title.trim()} ‖ ${byId.get(id)?.text.trim().replaceAll(/\s+/g, ' ').slice(0, 90)}`
    say.note(`${score.toFixed(2)} text ${text.toFixed(2)} ${sameCaller ? 'same user' : ''} ${daysApart.toFixed(1)}d ${truth.isVerbatim(a, b) ? 'verbatim' : ''}\n   ${words(a)}\n   ${words(b)}`)
  }
}

const tableFor = (result) => [
  ['重复 · duplicates', ''],
  ...Object.entries(result).filter(([, value]) => typeof value !== 'object').map(([name, value]) => [name, String(value)]),
  ['halves', JSON.stringify(result.halves)],
  ...result.bands.map((band) => [`${band.from}–${band.to}`, `${band.pairs} 对 pairs, 给定 given ${band.given}, 原文照抄 verbatim ${band.verbatim}`]),
]
