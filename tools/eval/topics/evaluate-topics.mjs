import { PlainError } from '../../lib/plain-error.mjs'
import { readArgs } from '../../lib/read-args.mjs'
import * as say from '../../lib/say.mjs'
import { useLibs } from '../lib/built-libs.mjs'
import { readCsv } from '../lib/read-csv.mjs'
import { SkippedRows } from '../lib/skipped-rows.mjs'
import { agreementWith } from './agreement-with.mjs'
import { hottestFirst } from './hottest-first.mjs'
import { namedTopics } from './named-topics.mjs'

export const HELP = `npm run eval -- topics --messages F.csv [options] [--json]
热点聚类：按事项和地点把诉求聚成热点 · finds hot topics: requests about the same matter and place

  --messages F.csv     msg_id,time,title,text（可有 user、category、county、township、silver_topic）· csv or csv.gz
  --min-size N         至少几件算热点（默认 3）· the least size of a topic (default 3)
  --window-days N      只看最后 N 天（默认全部）· only the last N days (default: the whole file)
  --at-most N          最多列出几个热点（默认全部）· list at most N topics
  --join X             两簇合并所需的相似度（默认为产品所用）· likeness at which clusters meet (default: the product's)
  --names F.txt        另与读过的具名热点比较：每行 look 或 score 加标题中的词 · compare with topics somebody named: a line is look or score and words of the title
  --lenient            不合格的行再多也只略过（缺省时超过 5% 即拒绝）· leave broken lines out however many (more than 5 % are refused otherwise)
  --no-build           不检查构建 · measure what was built before`

const DAY_MS = 86_400_000
const TIME = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?/

/** Runs the clustering of the product over a file of messages. No database. */
export async function evaluate(args) {
  const options = optionsOf(args)
  await useLibs(['topic', 'text'], { build: options.build })
  const topic = await import('@tongban/topic/domain')
  const skipped = new SkippedRows(options)
  const all = readCsv(options.messages, { columns: ['msg_id', 'time', 'title', 'text'], skipped }).map(messageOf)
  if (new Set(all.map(({ id }) => id)).size < all.length) throw new PlainError('msg_id 有重复 · msg_id is not unique')
  const last = Math.max(...all.map(({ at }) => at))
  const messages = options.windowDays === null ? all : all.filter(({ at }) => at > last - options.windowDays * DAY_MS)
  if (messages.length === 0) throw new PlainError('没有诉求 · there are no messages')

  const started = performance.now()
  const read = messages.map(topic.readCase)
  const readMs = performance.now() - started
  const { topics, background } = topic.findTopics(read, options.join === null ? undefined : { join: options.join })
  const totalMs = performance.now() - started
  const byId = new Map(messages.map((message) => [message.id, message]))
  const hot = hottestFirst(topics.filter(({ caseIds }) => caseIds.length >= options.minSize), messages)
  const namingFrom = performance.now()
  const shown = hot.slice(0, options.atMost ?? undefined).map(({ caseIds, firstAt, lastAt }) => {
    const { title, words } = topic.nameOf(caseIds.map((id) => byId.get(id)), background)
    return { title, size: caseIds.length, from: dayOf(firstAt), to: dayOf(lastAt), words, msgIds: caseIds }
  })
  const namingMs = performance.now() - namingFrom
  const sizes = hot.map(({ caseIds }) => caseIds.length).sort((a, b) => b - a)
  const result = {
    clusters: shown.map(({ msgIds }) => msgIds),
    topics: shown.map(({ msgIds, ...named }) => named),
    skipped: skipped.summary,
    figures: {
      messages: messages.length, topics: hot.length, largest: sizes[0] ?? 0, inTopics: sizes.reduce((sum, size) => sum + size, 0),
      readMs: Math.round(readMs), clusterMs: Math.round(totalMs - readMs), namingMs: Math.round(namingMs), perMessageMs: Number((totalMs / messages.length).toFixed(3)),
      assignP99Ms: assignP99(topic, messages, topics, background),
    },
    ...(options.names === null ? {} : { named: agreementWithNamed(topics.map(({ caseIds }) => caseIds), messages, options.names) }),
    ...(messages.some(({ silver }) => silver !== '') ? { agreement: agreementWith(topics.map(({ caseIds }) => caseIds), messages) } : {}),
  }
  return { result, table: tableFor(result, options) }
}

/** Each half by itself: what belongs to the other half is wrong company in this one. */
function agreementWithNamed(clusters, messages, file) {
  const { silverOf, inPassing } = namedTopics(file, messages)
  const judged = clusters.map((ids) => ids.filter((id) => !inPassing.has(id)))
  const half = (name) => agreementWith(judged, messages.map(({ id }) => ({ id, silver: silverOf.get(id)?.half === name ? silverOf.get(id).topic : '' })))
  return { look: half('look'), score: half('score') }
}

/** How long it takes to find the topic of one new message among all of them. */
function assignP99(topic, messages, topics, background) {
  const index = new topic.TopicIndex()
  const byId = new Map(messages.map((message) => [message.id, message]))
  topics.forEach(({ caseIds, centroid }, at) => index.put({ id: String(at), centroid, wheres: caseIds.map((id) => byId.get(id)) }))
  const times = messages.slice(-1000).map((message) => {
    const from = performance.now()
    index.find(background.vectorOf(topic.featuresOf(message), 'new'), message, topic.DEFAULT_CLUSTER_THRESHOLDS.join)
    return performance.now() - from
  })
  return Number((times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0).toFixed(2))
}

function messageOf(row) {
  const found = TIME.exec(row.time.trim())
  if (!found) throw new PlainError(`msg_id ${row.msg_id} 的 time 不是时间 · is no time: ${row.time}`)
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = found
  return {
    id: row.msg_id, at: Date.UTC(+year, +month - 1, +day, +hour, +minute, +second), title: row.title, text: row.text, sealed: false, silver: row.silver_topic ?? '',
    categoryCode: row.category || null, countyCode: row.county || null, townshipCode: row.township || null,
  }
}

function optionsOf(args) {
  const { values } = readArgs({
    args,
    options: {
      messages: { type: 'string' }, 'min-size': { type: 'string' }, 'window-days': { type: 'string' }, 'at-most': { type: 'string' }, join: { type: 'string' }, names: { type: 'string' },
      lenient: { type: 'boolean', default: false }, 'no-build': { type: 'boolean' },
    },
  }, HELP)
  if (values.messages === undefined) throw new PlainError(`缺少 --messages · --messages is missing\n${HELP}`)
  return {
    messages: values.messages, lenient: values.lenient, build: !values['no-build'], minSize: wholeNumber(values['min-size'], '--min-size') ?? 3, windowDays: wholeNumber(values['window-days'], '--window-days'),
    atMost: wholeNumber(values['at-most'], '--at-most'), names: values.names ?? null, join: values.join === undefined ? null : share(values.join),
  }
}

function wholeNumber(text, name) {
  if (text === undefined) return null
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new PlainError(`${name} 应为正整数 · ${name} wants a whole number above 0`)
  return Number(text)
}

function share(text) {
  const value = Number(text)
  if (!(value > 0 && value < 1)) throw new PlainError('--join 应在 0 与 1 之间 · --join wants a number between 0 and 1')
  return value
}

const dayOf = (at) => new Date(at).toISOString().slice(0, 10)

function tableFor({ topics, figures, agreement, named }, { minSize }) {
  const lines = [
    ['诉求 messages', figures.messages], [`热点 topics (≥ ${minSize})`, figures.topics], ['最大 largest', figures.largest], ['在热点中 in topics', figures.inTopics],
    ['读入 reading', `${figures.readMs} ms`], ['聚类 clustering', `${figures.clusterMs} ms`], ['命名 naming', `${figures.namingMs} ms`], ['归入一件 p99 assigning one', `${figures.assignP99Ms} ms`],
  ]
  if (agreement) {
    lines.push(
      ['两两 pairs P / R / F1', `${agreement.pairs.precision} / ${agreement.pairs.recall} / ${agreement.pairs.f1}`],
      ['B³ P / R / F1', `${agreement.bcubed.precision} / ${agreement.bcubed.recall} / ${agreement.bcubed.f1}`],
      ['银标热点 found / silver', `${agreement.found.length} / ${agreement.found.length + agreement.missed.length}`],
      ...agreement.topics.map(({ topic, size, recall, precision }) => [`  ${topic} (${size})`, `recall ${recall}, precision ${precision}`]),
    )
  }
  for (const [half, { pairs, bcubed, found, missed }] of Object.entries(named ?? {})) {
    lines.push([`具名热点 named, ${half}`, `${found.length} / ${found.length + missed.length}; pairs ${pairs.precision} / ${pairs.recall} / ${pairs.f1}; B³ ${bcubed.precision} / ${bcubed.recall} / ${bcubed.f1}`])
  }
  return [...lines.map(([what, figure]) => [what, String(figure)]), ...topics.slice(0, 20).map(({ title, size, from, to }) => [`${size} · ${from} – ${to}`, title])]
}
