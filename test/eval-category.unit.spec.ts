import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'

type Row = Record<string, string>
type Labelled = { name: string; examples: { title: string; text: string; label: string; group?: string }[] }

/** The tools are plain JavaScript without declarations, so what is expected of them is said here. */
const load = async <Module>(name: string): Promise<Module> => (await import(join(import.meta.dirname, '../tools/eval', name))) as Module
type Skipped = { summary: { rows: number; reasons: Record<string, number> } }
type CsvReading = {
  readCsv: (file: string, options?: { columns?: string[]; skipped?: Skipped }) => Row[]
  readCsvLines: (file: string, options?: { columns?: string[]; anyOf?: string[] }) => { lines: { line: number; row: Row }[]; faults: { line: number; reason: string; why: string }[] }
  readJsonLines: (file: string) => unknown[]
}
const { readCsv, readCsvLines, readJsonLines } = await load<CsvReading>('lib/read-csv.mjs')
const { SkippedRows } = await load<{ SkippedRows: new (options?: { lenient: boolean }) => Skipped }>('lib/skipped-rows.mjs')
type Evaluate = (args: string[]) => Promise<{ result: { skipped: Skipped['summary']; unseenLabels: string[] }; table: string[][] }>
const { optionsOf, evaluate } = await load<{ optionsOf: (args: string[]) => Record<string, unknown>; evaluate: Evaluate }>('category/evaluate-category.mjs')
const { evaluate: urgency } = await load<{ evaluate: Evaluate }>('urgency/evaluate-urgency.mjs')
const { readLabelled } = await load<{ readLabelled: (file: string, skipped?: Skipped) => Labelled }>('category/read-labelled.mjs')
const { refuseErrorsFile } = await load<{ refuseErrorsFile: (file: string) => void }>('category/write-errors.mjs')

let folder = ''
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'eval-')) })
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('data given to an evaluation', () => {
  it('may have a byte order mark, quoted line ends and doubled quotes, or be packed', () => {
    const text = '\ufefftitle,text,l1\r\n停水,"第一行\n他说""停水""",供水\r\n,没有标题,供水\r\n'
    const rows = [{ title: '停水', text: '第一行\n他说"停水"', l1: '供水' }, { title: '', text: '没有标题', l1: '供水' }]
    expect(readCsv(file('a.csv', text))).toEqual(rows)
    expect(readCsv(file('a.csv.gz', gzipSync(text)))).toEqual(rows)
  })

  it('may come from a spreadsheet on a Chinese desktop', () => {
    const written = Uint8Array.of(0x74, 0x65, 0x78, 0x74, 0x2c, 0x6c, 0x31, 0x0d, 0x0a, 0xcd, 0xa3, 0xcb, 0xae, 0x2c, 0xb9, 0xa9, 0xcb, 0xae, 0x0d, 0x0a)
    expect(readCsv(file('desktop.csv', written))).toEqual([{ text: '停水', l1: '供水' }])
  })

  it('is told row by row with the line each begins at', () => {
    const text = 'text,l1\n\n"两行的\n一句",供水\n一句,里的逗号,供水\n短的\n'
    const { lines, faults } = readCsvLines(file('lines.csv', text))
    expect(lines).toEqual([{ line: 3, row: { text: '两行的\n一句', l1: '供水' } }])
    expect(faults.map(({ line, reason }) => [line, reason])).toEqual([[5, 'too_many_fields'], [6, 'too_few_fields']])
    expect(() => readCsvLines(file('any.csv', 'l1\na\n'), { anyOf: ['text', 'tokens'] })).toThrow(/须有 text 或 tokens 列/)
  })

  it('loses the line of a stray quote, and none of those after it', () => {
    const text = [
      'text,l1', '"路灯,供电', '"a,b"c,供电', '停水,供水', '他说"停水"了,供水', '"没有,关上', '停电,供电', '"两行\n的话",供水', '末了"', '还有,供水', '"再不关上,供水', '最后,供电', '"说""停水""的',
    ].join('\n')
    const { lines, faults } = readCsvLines(file('quotes.csv', text))
    expect(lines.map(({ line, row }) => [line, row['text']])).toEqual([[4, '停水'], [7, '停电'], [8, '两行\n的话'], [11, '还有'], [13, '最后']])
    expect(faults.map(({ line, reason }) => [line, reason])).toEqual([2, 3, 5, 6, 10, 12, 14].map((line) => [line, 'stray_quote']))
    expect(() => readCsvLines(file('head.csv', 'text,"l1\na,b\n'))).toThrow(/引号/)
    expect(readCsv(file('returns.csv', 'text,l1\r停水,供水\r'))).toEqual([{ text: '停水', l1: '供水' }])
  })

  it('names its broken lines, the first ten, and counts them; more than a twentieth of them refuse the file unless that is wished', () => {
    const rows = (broken: number): string => `text,l1\n${Array.from({ length: 300 }, (_, at) => (at < broken ? '有,逗号,供水' : '停水,供水')).join('\n')}\n`
    const said: string[] = []
    const written = jest.spyOn(process.stderr, 'write').mockImplementation((text) => { said.push(String(text)); return true })
    try {
      const skipped = new SkippedRows()
      expect(readCsv(file('some.csv', rows(15)), { skipped })).toHaveLength(285)
      expect(skipped.summary).toEqual({ rows: 15, reasons: { too_many_fields: 15 } })
      expect(said.join('')).toMatch(/some\.csv：300 行里有 15 行不合格/)
      expect(said.filter((line) => line.includes('第'))).toHaveLength(10)
      expect(said.join('')).toMatch(/第 2 行：有 3 列，表头只有 2 列[^]*还有 5 行 · and 5 more/)
      expect(() => readCsv(file('many.csv', rows(16)))).toThrow(/300 行里有 16 行不合格，超过 5%/)
      expect(readCsv(file('wished.csv', rows(16)), { skipped: new SkippedRows({ lenient: true }) })).toHaveLength(284)
    } finally {
      written.mockRestore()
    }
  })

  it('is refused in one sentence when it is not what it should be', () => {
    expect(() => readCsv(join(folder, 'none.csv'))).toThrow(/无法读取/)
    expect(() => readCsv(file('b.csv', 'a,b\n1,2\n'), { columns: ['l1'] })).toThrow(/缺少列 l1/)
    expect(() => readCsv(file('c.csv', Uint8Array.of(0xff, 0xfe, 0x41)))).toThrow(/UTF-8/)
    expect(() => readCsv(file('d.csv', ''))).toThrow(/空/)
    expect(() => readCsv(file('e.csv', gzipSync('l1\na\n').subarray(0, 12)))).toThrow(/gzip/)
    expect(() => readJsonLines(file('f.jsonl', '{"a":1}\n[1]\n'))).toThrow(/第 2 行/)
  })
})

describe('labelled files', () => {
  it('are texts with titles, or words with spaces between them; what has no label is left out', () => {
    const skipped = new SkippedRows()
    const labelled = readLabelled(file('texts.csv', 'title,text,l1,dup_group\n,停水了,供水,7\n路灯,不亮,,8\n'), skipped)
    expect(skipped.summary).toEqual({ rows: 1, reasons: { no_label: 1 } })
    expect(labelled.examples).toEqual([{ title: '', text: '停水了', label: '供水', group: '7' }])
    expect(readLabelled(file('tokens.csv', 'tokens,l1\n小区 停水,供水\n')).examples).toEqual([{ title: '', text: '小区 停水', label: '供水' }])
  })

  it('are the same whatever the order of their columns, what else stands there, how words are set apart and how it is packed', () => {
    const examples = [{ title: '', text: '小区 停水', label: '供水' }]
    expect(readLabelled(file('order.csv.gz', gzipSync('\ufeffno,l1,tokens\r\n1,供水,小区 停水\r\n'))).examples).toEqual(examples)
    expect(readLabelled(file('apart.csv', 'tokens,l1\n"小区,停水",供水\n')).examples).toEqual([{ ...examples[0], text: '小区,停水' }])
  })

  it('keep what has no words: it is judged as not understood', () => {
    expect(readLabelled(file('empty.csv', 'title,text,l1\n,,供水\n')).examples).toEqual([{ title: '', text: '', label: '供水' }])
  })

  it('need a label, and a text or words', () => {
    expect(() => readLabelled(file('x.csv', 'title,text\na,b\n'))).toThrow(/缺少列 l1/)
    expect(() => readLabelled(file('y.csv', 'l1\na\n'))).toThrow(/text 或 tokens/)
  })

  it('leave no errors of theirs in the checkout, and what could not be written is told before anything is trained', async () => {
    expect(() => refuseErrorsFile(join(process.cwd(), 'errors.jsonl'))).toThrow(/仓库之外/)
    expect(() => refuseErrorsFile(folder)).toThrow(/是文件夹/)
    expect(() => refuseErrorsFile(join(folder, 'errors.jsonl'))).not.toThrow()
    await expect(evaluate(['--train', 'none.csv', '--test', 'none.csv', '--errors', join(folder, 'missing/errors.jsonl')])).rejects.toThrow(/没有文件夹/)
  })
})

describe('a table', () => {
  it('stays as wide as a screen whatever stands in the column of labels', async () => {
    const train = file('train.csv', `text,l1\n${Array.from({ length: 12 }, (_, at) => `小区停水 ${at},供水\n路灯不亮 ${at},供电`).join('\n')}\n`)
    const sentence = '一句很长的话当成了标签'.repeat(30)
    const test = file('test.csv', `text,l1\n${Array.from({ length: 130 }, (_, at) => `停水,${sentence}${at}`).join('\n')}\n`)
    const { result, table } = await evaluate(['--train', train, '--test', test, '--no-build'])
    expect(result).toMatchObject({ skipped: { rows: 0, reasons: {} } })
    expect(result.unseenLabels).toHaveLength(130)
    expect(Math.max(...table.map((row) => row.join('  ').length))).toBeLessThan(300)
    expect(table.length).toBeLessThan(150)
    expect(table.flat().join(' ')).toContain('等 130 个')
  })
})

describe('texts for the urgency wordings', () => {
  it('are refused when there are none, and so is what the command does not know', async () => {
    await expect(urgency(['--texts', file('head-only.csv', 'title,text\n'), '--no-build'])).rejects.toThrow(/只有表头/)
    await expect(urgency(['--nonsense'])).rejects.toThrow(/没有 --nonsense 这个选项 · there is no option --nonsense/)
  })
})

describe('what is asked for', () => {
  it('takes several files after one option', () => {
    expect(optionsOf(['--train', 'a', 'b', '--test', 'c', '--train', 'd'])).toMatchObject({ train: ['a', 'd', 'b'], test: ['c'], folds: null })
  })

  it.each([
    [[]],
    [['--train', 'a']],
    [['--train', 'a', '--test', 'b', '--cross-validate', '5']],
    [['--train', 'a', '--cross-validate', '1']],
    [['--train', 'a', '--cross-validate', 'x']],
    [['--train', 'a', '--cross-validate', '100000']],
    [['--seed-lexicon']],
    [['--seed-lexicon', '--train', 'a', '--test', 'b']],
    [['--nonsense']],
    [['a']],
  ])('refuses %j', (args) => {
    expect(() => optionsOf(args)).toThrow()
  })
})
