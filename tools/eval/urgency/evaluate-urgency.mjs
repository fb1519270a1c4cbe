import { PlainError } from '../../lib/plain-error.mjs'
import { readArgs } from '../../lib/read-args.mjs'
import { useLibs } from '../lib/built-libs.mjs'
import { readCsv } from '../lib/read-csv.mjs'
import { SkippedRows } from '../lib/skipped-rows.mjs'

export const HELP = `npm run eval -- urgency --texts F.csv [--texts F.csv …] [--read N] [--json]

  --texts FILE    诉求文本：有 text 列的 CSV（title 可无），可写多次 · CSV with text (title optional), several allowed
  --read N        另外列出 N 条升为紧急的，供人判断对不对（种子固定）· also list N of those raised to emergency, for reading
  --lenient       不合格的行再多也只略过（缺省时超过 5% 即拒绝）· leave broken lines out however many they are (more than 5 % are refused otherwise)
  --no-build      用已经构建的 · measure what was built before

How many texts the shipped urgency wordings raise, by urgency and kind. Whether rightly, only a person can say: --read shows the words.`

const KINDS = ['hazard', 'life', 'self_harm', 'threat', 'collective', 'cold', 'outage']
const AROUND = 16

/** @param {string[]} args */
export async function evaluate(args) {
  const values = readOptions(args)
  await useLibs(['suggestion'], { build: !values['no-build'] })
  const { detectUrgency } = await import('@tongban/suggestion/domain')
  const skipped = new SkippedRows(values)
  const texts = values.texts.flatMap((file) => readCsv(file, { columns: ['text'], skipped }).map(({ title = '', text }) => (title === '' ? text : `${title}。${text}`)))
  if (texts.length === 0) throw new PlainError('没有诉求文本：文件里只有表头 · there is no text: the files hold a header alone')
  const took = []
  const cpuBegun = process.cpuUsage()
  const raised = texts.flatMap((text) => {
    const begun = process.hrtime.bigint()
    const signal = detectUrgency(text)
    took.push(Number(process.hrtime.bigint() - begun) / 1e6)
    return signal === null ? [] : [{ text: text.replace(/\s+/g, ''), ...signal }]
  })
  const cpu = process.cpuUsage(cpuBegun)
  const emergency = raised.filter(({ urgency }) => urgency === 'emergency')
  const share = (part) => Math.round((part / Math.max(1, texts.length)) * 10_000) / 10_000
  const byKind = Object.fromEntries(KINDS.map((kind) => [kind, raised.filter(({ kinds }) => kinds.includes(kind)).length]))
  const result = {
    texts: texts.length, skipped: skipped.summary, emergency: emergency.length, emergencyShare: share(emergency.length), livelihood: raised.length - emergency.length,
    livelihoodShare: share(raised.length - emergency.length), byKind,
    cpuMs: Math.round((cpu.user + cpu.system) / Math.max(1, texts.length)) / 1000, p99Ms: Math.round((took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? 0) * 1000) / 1000,
  }
  for (const { text, words, kinds } of sampleOf(emergency, Number(values.read))) console.error(`${kinds.join(',')}  ${text.slice(0, 24)}  ${words.slice(0, 2).map((word) => around(text, word)).join(' | ')}`)
  return {
    result,
    table: [
      ['', 'texts', 'share'],
      ['all', String(result.texts), '1'],
      ['emergency', String(result.emergency), String(result.emergencyShare)],
      ['livelihood', String(result.livelihood), String(result.livelihoodShare)],
      ...KINDS.map((kind) => [`  ${kind}`, String(byKind[kind]), String(share(byKind[kind]))]),
    ],
  }
}

function around(text, word) {
  const at = text.indexOf(word)
  return `…${text.slice(Math.max(0, at - AROUND), at)}【${word}】${text.slice(at + word.length, at + word.length + AROUND)}…`
}

/** The same ones every time. */
function sampleOf(items, count) {
  const step = Math.max(1, Math.floor(items.length / Math.max(1, count)))
  return items.filter((_, index) => index % step === 0).slice(0, count)
}

function readOptions(args) {
  const options = { texts: { type: 'string', multiple: true, default: [] }, read: { type: 'string', default: '0' }, lenient: { type: 'boolean', default: false }, 'no-build': { type: 'boolean', default: false } }
  const { values } = readArgs({ args, options }, HELP)
  if (values.texts.length === 0) throw new PlainError(`缺少 --texts · --texts is missing\n\n${HELP}`)
  if (!/^\d{1,4}$/.test(values.read)) throw new PlainError(`--read 应为 0 至 9999 的整数 · --read takes a whole number up to 9999\n\n${HELP}`)
  return values
}
