import { PlainError } from '../../lib/plain-error.mjs'
import { readArgs } from '../../lib/read-args.mjs'
import * as say from '../../lib/say.mjs'
import { useLibs } from '../lib/built-libs.mjs'
import { SkippedRows } from '../lib/skipped-rows.mjs'
import { readLabelled } from './read-labelled.mjs'
import { readLabelMap, seedFor } from './seed-lexicon.mjs'
import { refuseErrorsFile, writeErrors } from './write-errors.mjs'

export const HELP = `npm run eval -- category --train F… (--test F… | --cross-validate K) [options]
npm run eval -- category --seed-lexicon --test F… [--label-map F] [options]

  归类的准确度：用带标签的 csv 训练，再在没见过的文本上判。列为 title,text,l1 或 tokens,l1（已分词），可为 .gz；一次可给多个文件。
  How well categories are told: trained on labelled csv files, judged on texts it has not seen. Columns title,text,l1 or tokens,l1; .gz will do.

  --train F         训练文件，可多次 · a file to train on, may be given several times
  --test F          测试文件，可多次 · a file to judge
  --cross-validate K  K 折交叉验证（2 至 20）：近似重复的文本总在同一折 · K-fold; near-duplicates stay in one fold. Judges every training file
  --duplicates-apart  对照：重复文本不再放在同一折 · the leak, to compare: near-duplicates may stand on both sides
  --seed-lexicon    不训练，只用分类树的关键词 · no training: the category tree's own keywords alone
  --label-map F     JSON：{ "标签": ["分类代码前缀", …] }；缺省按名称对应 · which codes of the tree a label means; by name without it
  --seed N          默认 1
  --errors F        把判错的行写入文件（不在仓库内）· write what went wrong to a file outside the repository
  --lenient         不合格的行再多也只略过（缺省时超过 5% 即拒绝）· leave broken lines out however many (more than 5 % are refused otherwise)
  --json            结果为一行 JSON · the result as one line of JSON
  --no-build        不重新构建 · measure what was built before
  --help`

/** A fold is a training: what more of them would tell is not worth the hour. */
const MOST_FOLDS = 20
const MOST_SEED = 2 ** 32 - 1
const TIMED_TEXTS = 2_000
/** Each text is timed so often and the middle taken: what else the machine does just then is not the model's. */
const TIMES_ASKED = 3
const rounded = (value) => Math.round(value * 10_000) / 10_000
const listOf = (value) => value ?? []

export function optionsOf(args) {
  const { values, tokens } = readArgs({
    args,
    // `--train a.csv b.csv` is how a shell's glob arrives.
    allowPositionals: true,
    tokens: true,
    options: {
      train: { type: 'string', multiple: true },
      test: { type: 'string', multiple: true },
      'cross-validate': { type: 'string' },
      'duplicates-apart': { type: 'boolean', default: false },
      'seed-lexicon': { type: 'boolean', default: false },
      'label-map': { type: 'string' },
      seed: { type: 'string', default: '1' },
      errors: { type: 'string' },
      lenient: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
    },
  })
  const files = { train: [...listOf(values.train)], test: [...listOf(values.test)] }
  let last = null
  for (const token of tokens) {
    if (token.kind === 'option') last = token.name
    else if (token.kind === 'positional') {
      if (!Object.hasOwn(files, last)) throw new PlainError(`多余的参数 · what is ${token.value}? (--help)`)
      files[last].push(token.value)
    }
  }
  const wholeNumber = (name, least, most) => {
    const number = Number(values[name])
    if (!Number.isInteger(number) || number < least || number > most) throw new PlainError(`--${name} 须为 ${least} 至 ${most} 的整数 · --${name} takes a whole number from ${least} to ${most}`)
    return number
  }
  const folds = values['cross-validate'] === undefined ? null : wholeNumber('cross-validate', 2, MOST_FOLDS)
  const isSeed = values['seed-lexicon']
  if (isSeed ? files.train.length > 0 || folds !== null : files.train.length === 0) {
    throw new PlainError(isSeed ? '--seed-lexicon 不训练 · --seed-lexicon takes --test alone' : '缺少 --train · --train is missing (--help)')
  }
  if (isSeed || folds === null ? files.test.length === 0 : files.test.length > 0) {
    throw new PlainError('须给出 --test 或 --cross-validate 之一 · give either --test or --cross-validate (--help)')
  }
  return { ...files, folds, isSeed, apart: values['duplicates-apart'], labelMap: values['label-map'], seed: wholeNumber('seed', 0, MOST_SEED), errors: values.errors, lenient: values.lenient, build: !values['no-build'] }
}

export async function evaluate(args) {
  const options = optionsOf(args)
  if (options.errors) refuseErrorsFile(options.errors)
  await useLibs(['suggestion', 'text', ...(options.isSeed ? ['taxonomy', 'place'] : [])], { build: options.build })
  const domain = await import('@tongban/suggestion/domain')
  const { segmentByJieba: segment } = await import('@tongban/text/server')
  const skipped = new SkippedRows(options)
  const [train, test] = [options.train, options.test].map((files) => files.map((file) => readLabelled(file, skipped)))
  const judge = () => {
    if (options.isSeed) return judgeBySeed(domain, test, options)
    return options.folds === null ? judgeTest(domain, segment, train, test, options) : crossValidate(domain, segment, train, options)
  }
  return report(domain, await judge(), options, skipped)
}

const flat = (files) => files.flatMap((file) => file.examples)
const labelsOf = (examples) => [...new Set(examples.map((one) => one.label))]

async function judgeTest(domain, segment, train, test, { seed }) {
  const examples = flat(train)
  refuseFewLabels(examples)
  const began = performance.now()
  const model = await say.step(`训练 ${examples.length} 件 · Training on ${examples.length} texts`, () => domain.trainModel(examples, { segment, seed }))
  const trainSeconds = (performance.now() - began) / 1_000
  const kinds = new Set(model.labels)
  const judged = predictAll(test, (request, limit) => domain.predict(model, request, { segment, limit }), model.labels.length)
  return {
    judged: judged.files,
    latency: judged.latency,
    more: {
      labels: model.labels.length,
      unseenLabels: labelsOf(flat(test)).filter((label) => !kinds.has(label)),
      confidence: calibration(judged.files.flatMap((file) => file.judged)),
      trainSeconds: rounded(trainSeconds),
      modelBytes: domain.serialiseModel(model).length,
      fingerprint: model.fingerprint,
    },
  }
}

async function crossValidate(domain, segment, train, { folds, seed, apart }) {
  const examples = flat(train)
  refuseFewLabels(examples)
  const judged = await say.step(`${folds} 折交叉验证 · ${folds}-fold cross-validation of ${examples.length} texts`, () =>
    domain.crossValidate(examples, { segment, seed, folds, keepTogether: !apart }))
  let at = 0
  const files = train.map((file) => ({ file, judged: file.examples.map((example) => ({ ...judged[at++], example })) }))
  // Speed is that of a model of everything; what it answers here is not looked at.
  const model = await say.step('训练全部 · Training on all of them, for the speed', () => domain.trainModel(examples, { segment, seed }))
  const { latency } = predictAll(train, (request, limit) => domain.predict(model, request, { segment, limit }), 3)
  return { judged: files, latency, more: { labels: model.labels.length, folds, duplicatesTogether: !apart } }
}

async function judgeBySeed(domain, test, { labelMap }) {
  const { suggest, codesOf, treeSize } = await seedFor(domain, labelMap ? readLabelMap(labelMap) : null, labelsOf(flat(test)))
  const { files, latency } = predictAll(test, suggest, 3)
  const judged = files.map(({ file, judged: all }) => ({
    file,
    judged: all.map((one) => ({ ...one, ranked: codesOf.labelsInOrder(one.ranked) })),
  }))
  return { judged, latency, more: { labels: treeSize, unmappedLabels: codesOf.unmapped, answered: rounded(shareOf(judged.flatMap((f) => f.judged), (one) => one.ranked.length > 0)) } }
}

const shareOf = (all, holds) => (all.length === 0 ? 0 : all.filter(holds).length / all.length)

function refuseFewLabels(examples) {
  if (labelsOf(examples).length < 2) throw new PlainError('训练文件至少要有两个标签 · the training files must hold at least two labels')
}

/** Every text is asked in turn, each timed as a keystroke would wait for it. */
function predictAll(test, ask, limit) {
  const times = []
  // What is asked first pays for loading the dictionary; in the product that is done at the start.
  ask({ text: '预热' }, limit)
  const files = test.map((file) => ({
    file,
    judged: file.examples.map((example) => {
      let predictions = []
      const own = []
      while (own.length < (times.length < TIMED_TEXTS ? TIMES_ASKED : 1)) {
        const began = performance.now()
        predictions = ask(example, 3)
        own.push(performance.now() - began)
      }
      if (own.length === TIMES_ASKED) times.push(own.sort((a, b) => a - b)[TIMES_ASKED >> 1])
      const ranked = limit > 3 ? ask(example, limit) : predictions
      return { gold: example.label, ranked: ranked.map((one) => one.label), confidence: predictions[0]?.confidence ?? 0, words: predictions[0]?.words ?? [], example }
    }),
  }))
  times.sort((a, b) => a - b)
  const quantile = (share) => rounded(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
  return { files, latency: { p50Ms: quantile(0.5), p99Ms: quantile(0.99), maxMs: quantile(1) } }
}

/** How far confidence is from the truth: texts by confidence in ten parts, the mean distance of mean confidence and share of right answers. */
function calibration(judged) {
  const parts = Array.from({ length: 10 }, () => ({ count: 0, sure: 0, right: 0 }))
  for (const { confidence, gold, ranked } of judged) {
    const part = parts[Math.min(9, Math.floor(confidence * 10))]
    part.count += 1
    part.sure += confidence
    part.right += ranked[0] === gold ? 1 : 0
  }
  return { meanError: rounded(parts.reduce((sum, { sure, right }) => sum + Math.abs(sure - right), 0) / Math.max(1, judged.length)) }
}

async function report(domain, { judged, latency, more }, { errors }, skipped) {
  const all = judged.flatMap((file) => file.judged)
  if (all.length === 0) throw new PlainError('没有可判的文本 · there is no text to judge')
  const figures = domain.measurePredictions(all)
  if (errors) writeErrors(errors, all)
  const short = ({ macroF1, accuracy, top3 }) => ({ macroF1: rounded(macroF1), accuracy: rounded(accuracy), top3: rounded(top3) })
  const files = judged.map(({ file, judged: part }) => ({ file: file.name, texts: part.length, ...short(domain.measurePredictions(part)) }))
  const result = {
    ...short(figures),
    p99Ms: latency.p99Ms,
    p50Ms: latency.p50Ms,
    maxMs: latency.maxMs,
    texts: all.length,
    skipped: skipped.summary,
    ...more,
    ...(files.length > 1 ? { files } : {}),
    byLabel: figures.byLabel.map(({ label, examples, precision, recall, f1 }) => ({ label, texts: examples, precision: rounded(precision), recall: rounded(recall), f1: rounded(f1) })),
    confused: figures.confused,
  }
  return { result, table: tableFor(result, files) }
}

const MOST_LABELS_SHOWN = 100
const MOST_LABELS_IN_A_LINE = 10
const LONGEST_LABEL = 20

/** A label may be anything a file holds, also a sentence: the JSON has it whole. */
const shortLabel = (label) => ([...label].length <= LONGEST_LABEL ? label : `${[...label].slice(0, LONGEST_LABEL - 1).join('')}…`).replaceAll(/\s+/g, ' ')
const someOf = (labels) => `${labels.slice(0, MOST_LABELS_IN_A_LINE).map(shortLabel).join('、')}${labels.length > MOST_LABELS_IN_A_LINE ? ` 等 ${labels.length} 个 · ${labels.length} in all` : ''}`

function tableFor(result, files) {
  const cells = (values) => values.map((value) => (typeof value === 'number' ? value.toFixed(4) : value))
  return [
    ['', 'macroF1', 'accuracy', 'top3', '件数 texts'],
    ['全部 all', ...cells([result.macroF1, result.accuracy, result.top3]), String(result.texts)],
    ...(files.length > 1 ? files.map((file) => [file.file, ...cells([file.macroF1, file.accuracy, file.top3]), String(file.texts)]) : []),
    [],
    ['标签 label', 'precision', 'recall', 'F1', '件数 texts'],
    ...result.byLabel.slice(0, MOST_LABELS_SHOWN).map((one) => [shortLabel(one.label), ...cells([one.precision, one.recall, one.f1]), String(one.texts)]),
    ...(result.byLabel.length > MOST_LABELS_SHOWN ? [[`…… 还有 ${result.byLabel.length - MOST_LABELS_SHOWN} 个 · and ${result.byLabel.length - MOST_LABELS_SHOWN} more`]] : []),
    [],
    ['真 true', '判 given', '次数 times'],
    ...result.confused.map((one) => [shortLabel(one.gold), shortLabel(one.predicted) || '（无 none）', String(one.count)]),
    [],
    ['p50 / p99 / max', `${result.p50Ms} / ${result.p99Ms} / ${result.maxMs} ms`],
    ...(result.unseenLabels?.length ? [['训练中没有的标签 labels not in training', someOf(result.unseenLabels)]] : []),
    ...(result.unmappedLabels?.length ? [['没有对应分类的标签 labels no category answers to', someOf(result.unmappedLabels)]] : []),
  ]
}
