/**
 * `npm run train -- [--csv F…] [--label-map F] [--own] [--activate] [--user NAME] [--url ADDRESS] [--data-dir DIR]`: a category model for the running
 * system, from labelled texts, its own cases, or both, through its API, in the name of a system administrator. Ends when the training does.
 */
import fs from 'node:fs'
import path from 'node:path'
import { DemoPerson } from './demo/demo-person.mjs'
import { readText } from './eval/lib/read-csv.mjs'
import { namedFaults } from './eval/lib/skipped-rows.mjs'
import { atStop, main } from './lib/lifecycle.mjs'
import { PlainError } from './lib/plain-error.mjs'
import { readArgs } from './lib/read-args.mjs'
import * as say from './lib/say.mjs'
import { readLabelledRows } from './train/labelled-rows.mjs'

const HELP = `通办 · npm run train -- [options]

  --csv FILE      已分类的文本：有 title（可无）、text、l1 列的 CSV，可写多次；l1 是分类的名称或代码；有毛病的行逐行说明，不收
                  labelled texts: CSV with title (optional), text and l1, a category's name or code; may be given several times; bad rows are named and left out
  --label-map F   JSON：{ "文件里的分类": "分类树里的名称或代码" } · what the file's labels are called in the tree
  --own           再用本市主办从无争议、回复已通过审核的工单 · the city's own settled cases too
  --minimum N     每类至少几件，默认 5 · examples a category needs
  --lenient       不合格的行再多也只略过（缺省时超过 5% 即拒绝）· leave broken lines out however many (more than 5 % are refused otherwise)
  --activate      训练好了就启用 · use the model at once
  --json          结果写成一行 JSON，其余写到标准错误 · the result as one line of JSON, all else to stderr
  --user NAME     系统管理员的账号；密码读自环境变量 TONGBAN_PASSWORD。演示系统可不填
                  a system administrator's account, its password in TONGBAN_PASSWORD. A demo has its own
  --url ADDRESS   系统地址，默认读取 npm start 留下的地址 · where the system is
  --data-dir DIR  npm start 的数据目录，默认 .tongban`

const ADMINISTRATOR = '系统管理员'
const STAGE_ZH = { waiting: '等待', collecting: '收集工单', measuring: '交叉验证', learning: '学习', storing: '存入' }
/** What one request carries: below the limits of the API, in characters of three bytes. */
const MOST_TEXTS = 400
const MOST_CHARACTERS = 60_000
const LOOK_EVERY_MS = 2_000
/** A restart of the system takes less: the training is then told to have been lost. */
const MOST_LOOKS_UNANSWERED = 90
const MOST_LINES_NAMED = 5

/**
 * @param {string[]} args
 * @param {(line: string) => void} print what a program may read: the result
 * @param {(line: string) => void} tell what a person reads beside it
 * @returns {Promise<number>} 0: trained; 1: refused
 */
export async function train(args, print = console.log, tell = undefined) {
  const values = readOptions(args)
  if (values.help) {
    print(HELP)
    return 0
  }
  if (values.csv.length === 0 && !values.own) throw new PlainError(HELP)
  const out = { result: print, tell: tell ?? (values.json ? say.line : print) }
  const given = readLabelledRows(values.csv, values['label-map'] === undefined ? undefined : readLabelMap(values['label-map']), values.lenient)
  tellFaults(given, out)
  if (given.refusal !== null) return refused(given.refusal, 'TOO_MANY_BROKEN_ROWS', values, out)
  if (given.rows.length === 0 && !values.own) return refused('没有一行可以用 · no row can be used', 'NO_USABLE_ROW', values, out)
  const person = await signIn(values, path.resolve(process.env.INIT_CWD ?? process.cwd(), values['data-dir']))
  const awaitsTexts = given.rows.length > 0
  const started = answerOf(await person.post('/suggestions/trainings', { own: values.own, awaitsTexts, activate: values.activate, minimumPerClass: values.minimum }))
  const at = `/suggestions/trainings/${started.trainingId}`
  if (!awaitsTexts) return wait(person, at, values, out)
  // Left half given it would stand in the way of the next for ten minutes.
  const cancel = () => person.post(`${at}/cancel`)
  const keep = atStop(cancel)
  try {
    if ((await giveAll(person, at, given, out)) === 0 && !values.own) {
      await cancel()
      return refused('没有一条文本的分类是分类树里有的 · no text has a label the tree knows', 'NO_KNOWN_LABEL', values, out)
    }
    answerOf(await person.post(`${at}/run`, {}))
  } catch (error) {
    await cancel().catch(() => undefined)
    throw error
  } finally {
    keep()
  }
  return wait(person, at, values, out)
}

/** A label of the file and what it is called in the tree. */
function readLabelMap(file) {
  let map = null
  try {
    map = JSON.parse(readText(file))
  } catch (error) {
    if (error instanceof PlainError) throw error
  }
  const isMap = map !== null && typeof map === 'object' && !Array.isArray(map) && Object.values(map).every((code) => typeof code === 'string' && code.trim() !== '')
  if (!isMap) throw new PlainError(`${file} 不是 { "文件里的分类": "分类名称或代码" } · ${file} is not { "label": "name or code" }`)
  return new Map(Object.entries(map).map(([label, code]) => [label.trim(), code.trim()]))
}

function tellFaults({ read, faults, repeated }, { tell }) {
  if (faults.length > 0) tell(`⚠ ${read} 行里有 ${faults.length} 行未收 · ${faults.length} of ${read} rows left out`)
  for (const line of namedFaults(faults)) tell(line)
  if (repeated > 0) tell(`  ${repeated} 行与前面的行相同，只算一条 · ${repeated} rows repeat one before them`)
}

function refused(why, code, { json }, { result, tell }) {
  if (json) result(JSON.stringify({ refused: { code, message: why } }))
  tell(`✗ ${why}`)
  return 1
}

/** How many were taken. What the tree does not know is told with where it stands. */
async function giveAll(person, at, { rows }, { tell }) {
  const unknown = new Set()
  let given = 0
  for (const chunk of chunksOf(rows)) {
    const answer = answerOf(await person.post(`${at}/texts`, { texts: chunk.map(({ title, text, l1 }) => ({ title, text, l1 })) }))
    given = answer.given
    for (const { l1 } of answer.unknown) unknown.add(l1)
  }
  tell(`${rows.length} 条文本，收下 ${given} 条 · ${given} of ${rows.length} texts taken`)
  for (const label of unknown) {
    const left = rows.filter(({ l1 }) => l1 === label)
    const named = left.slice(0, MOST_LINES_NAMED).map(({ file, line }) => `${file} 第 ${line} 行`).join('、')
    tell(`  分类树里没有“${label}”：${left.length} 条未收（${named}${left.length > MOST_LINES_NAMED ? ' 等' : ''}）· no category "${label}": ${left.length} left out`)
  }
  if (unknown.size > 0) tell('  可用 --label-map 说明它们是哪个分类 · --label-map says which categories they are')
  return given
}

function* chunksOf(texts) {
  let chunk = []
  let characters = 0
  for (const one of texts) {
    const length = one.title.length + one.text.length + one.l1.length + 40
    if (chunk.length > 0 && (chunk.length >= MOST_TEXTS || characters + length > MOST_CHARACTERS)) {
      yield chunk
      chunk = []
      characters = 0
    }
    chunk.push(one)
    characters += length
  }
  if (chunk.length > 0) yield chunk
}

async function wait(person, at, values, out) {
  let shown = ''
  let unanswered = 0
  for (;;) {
    const training = await person.get(at).then(answerOf).catch((error) => {
      // The system may be restarted meanwhile; what was refused in words is final.
      if (error instanceof PlainError && !(error.status >= 500)) throw error
      unanswered += 1
      if (unanswered === 1) out.tell('… 系统暂时没有回答，接着等 · the system does not answer, waiting')
      if (unanswered > MOST_LOOKS_UNANSWERED) throw new PlainError('系统一直没有回答：训练可能仍在进行，请到“分类建议”页查看 · the system does not answer; look at its page')
      return null
    })
    if (training !== null) {
      unanswered = 0
      const { state, stage, stageZh, problem, modelId } = { ...training, stageZh: STAGE_ZH[training.stage] ?? training.stage }
      if (state === 'done') return told(person, modelId, values, out)
      if (state === 'refused' || state === 'cancelled') return refused(`${problem?.zh ?? '已取消'} · ${problem?.en ?? 'cancelled'}`, problem?.code ?? 'CANCELLED', values, out)
      if (`${state} ${stage}` !== shown) out.tell(state === 'queued' ? '… 排队 · queued' : `… ${stageZh} · ${stage}`)
      shown = `${state} ${stage}`
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

async function told(person, modelId, { json, activate }, { result, tell }) {
  const { items } = answerOf(await person.get('/suggestions/models?limit=20'))
  const model = items.find(({ id }) => id === modelId)
  if (model === undefined) throw new PlainError('训练好的模型没有找到 · the model was not found')
  const { number, examples, ownExamples, classes, fingerprint, figures, bytes } = model
  if (json) result(JSON.stringify({ number, examples, ownExamples, classes, bytes, fingerprint, ...figures, active: activate }))
  tell(`✓ 第 ${number} 号模型：${examples} 件（本市工单 ${ownExamples}），${classes} 个分类，${(bytes / 1e6).toFixed(1)} MB · model ${number}: ${examples} examples (${ownExamples} own), ${classes} categories`)
  tell(`  数据指纹 · fingerprint ${fingerprint}`)
  tell(`  交叉验证 · cross-validated: macro-F1 ${figures.macroF1}, accuracy ${figures.accuracy}, top 3 ${figures.top3}, p99 ${figures.p99Ms} ms`)
  tell(activate ? '  已启用 · in use' : '  备选：在“分类建议”页启用，或加 --activate · a candidate: activate it on its page, or pass --activate')
  return 0
}

function readOptions(args) {
  const { values } = readArgs({
    args,
    options: {
      csv: { type: 'string', multiple: true, default: [] }, own: { type: 'boolean', default: false }, activate: { type: 'boolean', default: false }, minimum: { type: 'string', default: '5' },
      json: { type: 'boolean', default: false }, 'label-map': { type: 'string' }, user: { type: 'string' }, url: { type: 'string' }, 'data-dir': { type: 'string', default: '.tongban' },
      lenient: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  }, HELP)
  const minimum = Number(values.minimum)
  if (!Number.isInteger(minimum) || minimum < 2 || minimum > 200) throw new PlainError('--minimum 应为 2 至 200 的整数 · --minimum is an integer between 2 and 200')
  return { ...values, minimum }
}

async function signIn(values, dataDir) {
  const read = (name) => {
    try {
      return JSON.parse(fs.readFileSync(path.join(dataDir, name), 'utf8'))
    } catch {
      return null
    }
  }
  const address = values.url ?? read('run.json')?.address ?? null
  if (address === null) throw new PlainError('没有找到正在运行的系统：请先 npm start，或用 --url 指明地址 · no running system was found: start it, or pass --url')
  const account = values.user === undefined ? read('accounts.json')?.accounts.find(({ roleZh }) => roleZh === ADMINISTRATOR) : { userName: values.user, password: process.env.TONGBAN_PASSWORD }
  if (account?.password === undefined) throw new PlainError('请用 --user 和环境变量 TONGBAN_PASSWORD 给出系统管理员的账号 · give a system administrator by --user and TONGBAN_PASSWORD')
  try {
    return await DemoPerson.signIn(address.replace(/\/$/, ''), account)
  } catch (error) {
    throw new PlainError(error.message)
  }
}

function answerOf({ status, body }) {
  if (status === 200 || status === 201) return body
  throw Object.assign(new PlainError(body?.detail ?? `${status}`), { status })
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) await main(() => train(process.argv.slice(2)))
