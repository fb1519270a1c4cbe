/**
 * `npm run train -- [--csv F…] [--own] [--activate] [--user NAME] [--url ADDRESS] [--data-dir DIR]`: a category model for the running system, from
 * labelled texts, its own cases, or both, through its API, in the name of a system administrator. Ends when the training does.
 */
import fs from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { DemoPerson } from './demo/demo-person.mjs'
import { readCsv } from './eval/lib/read-csv.mjs'
import { main } from './lib/lifecycle.mjs'
import { PlainError } from './lib/plain-error.mjs'

const HELP = `通办 · npm run train -- [options]

  --csv FILE      已分类的文本：有 title（可无）、text、l1 列的 CSV，可写多次；l1 是分类的名称或代码
                  labelled texts: CSV with title (optional), text and l1, a category's name or code; may be given several times
  --own           再用本市主办从无争议、回复已通过审核的工单 · the city's own settled cases too
  --minimum N     每类至少几件，默认 5 · examples a category needs
  --activate      训练好了就启用 · use the model at once
  --json          结果写成一行 JSON · the result as one line of JSON
  --user NAME     系统管理员的账号；密码读自环境变量 TONGBAN_PASSWORD。演示系统可不填
                  a system administrator's account, its password in TONGBAN_PASSWORD. A demo has its own
  --url ADDRESS   系统地址，默认读取 npm start 留下的地址 · where the system is
  --data-dir DIR  npm start 的数据目录，默认 .tongban`

const ADMINISTRATOR = '系统管理员'
/** What one request carries: below the limits of the API, in characters of three bytes. */
const MOST_TEXTS = 400
const MOST_CHARACTERS = 60_000
const LONGEST = 5_000
const LOOK_EVERY_MS = 2_000

/** @param {string[]} args @param {(line: string) => void} print @returns {Promise<number>} 0: trained; 1: refused */
export async function train(args, print = console.log) {
  const values = readOptions(args)
  if (values.help) {
    print(HELP)
    return 0
  }
  if (values.csv.length === 0 && !values.own) throw new PlainError(HELP)
  const texts = values.csv.flatMap((file) => readCsv(file, { columns: ['text', 'l1'] }).map(({ title = '', text, l1 }) => ({ title: title.slice(0, 200), text: text.slice(0, LONGEST), l1: l1.trim() })))
  const usable = texts.filter(({ text, l1 }) => text.trim() !== '' && l1 !== '')
  const person = await signIn(values, path.resolve(process.env.INIT_CWD ?? process.cwd(), values['data-dir']))
  const started = answerOf(await person.post('/suggestions/trainings', { own: values.own, awaitsTexts: usable.length > 0, activate: values.activate, minimumPerClass: values.minimum }))
  const at = `/suggestions/trainings/${started.trainingId}`
  if (usable.length > 0) await giveAll(person, at, usable, print)
  return wait(person, at, values, print)
}

async function giveAll(person, at, texts, print) {
  const unknown = new Map()
  let given = 0
  for (const chunk of chunksOf(texts)) {
    const answer = answerOf(await person.post(`${at}/texts`, { texts: chunk }))
    given = answer.given
    for (const { l1, count } of answer.unknown) unknown.set(l1, (unknown.get(l1) ?? 0) + count)
  }
  print(`${texts.length} 条文本，收下 ${given} 条 · ${given} of ${texts.length} texts taken`)
  for (const [l1, count] of unknown) print(`  分类里没有“${l1}”：${count} 条未收 · no category "${l1}": ${count} left out`)
  answerOf(await person.post(`${at}/run`, {}))
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

async function wait(person, at, values, print) {
  let shown = ''
  for (;;) {
    const training = answerOf(await person.get(at))
    const { state, stage, problem, modelId } = training
    if (state === 'done') return told(person, modelId, values, print)
    if (state === 'refused' || state === 'cancelled') {
      print(`✗ ${problem?.zh ?? '已取消'} · ${problem?.en ?? 'cancelled'}`)
      return 1
    }
    if (`${state} ${stage}` !== shown && !values.json) print(`… ${state} ${stage}`)
    shown = `${state} ${stage}`
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

async function told(person, modelId, { json, activate }, print) {
  const { items } = answerOf(await person.get('/suggestions/models?limit=20'))
  const model = items.find(({ id }) => id === modelId)
  if (model === undefined) throw new PlainError('训练好的模型没有找到 · the model was not found')
  const { number, examples, ownExamples, classes, fingerprint, figures } = model
  if (json) print(JSON.stringify({ number, examples, ownExamples, classes, fingerprint, ...figures, active: activate }))
  else {
    print(`✓ 第 ${number} 号模型：${examples} 件（本市工单 ${ownExamples}），${classes} 个分类 · model ${number}: ${examples} examples (${ownExamples} own), ${classes} categories`)
    print(`  交叉验证 · cross-validated: macro-F1 ${figures.macroF1}, accuracy ${figures.accuracy}, top 3 ${figures.top3}, p99 ${figures.p99Ms} ms`)
    print(activate ? '  已启用 · in use' : '  备选：在“分类建议”页启用，或加 --activate · a candidate: activate it on its page, or pass --activate')
  }
  return 0
}

function readOptions(args) {
  let values
  try {
    ;({ values } = parseArgs({
      args,
      options: {
        csv: { type: 'string', multiple: true, default: [] }, own: { type: 'boolean', default: false }, activate: { type: 'boolean', default: false }, minimum: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false }, user: { type: 'string' }, url: { type: 'string' }, 'data-dir': { type: 'string', default: '.tongban' }, help: { type: 'boolean', default: false },
      },
    }))
  } catch (error) {
    throw new PlainError(`${error.message}\n\n${HELP}`)
  }
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
  throw new PlainError(body?.detail ?? `${status}`)
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === import.meta.filename) await main(() => train(process.argv.slice(2)))
