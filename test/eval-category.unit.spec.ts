import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

type Row = Record<string, string>
type Labelled = { name: string; examples: { title: string; text: string; label: string; group?: string }[] }

/** The tools are plain JavaScript without declarations, so what is expected of them is said here. */
const load = async <Module>(name: string): Promise<Module> => (await import(join(import.meta.dirname, '../tools/eval', name))) as Module
type CsvReading = {
  readCsv: (file: string, options?: { columns: string[] }) => Row[]
  readCsvLines: (file: string, options?: { columns?: string[]; anyOf?: string[] }) => { lines: { line: number; cells: number; row: Row }[] }
  readJsonLines: (file: string) => unknown[]
}
const { readCsv, readCsvLines, readJsonLines } = await load<CsvReading>('lib/read-csv.mjs')
const { optionsOf } = await load<{ optionsOf: (args: string[]) => Record<string, unknown> }>('category/evaluate-category.mjs')
const { readLabelled } = await load<{ readLabelled: (file: string) => Labelled }>('category/read-labelled.mjs')
const { writeErrors } = await load<{ writeErrors: (file: string, judged: unknown[]) => void }>('category/write-errors.mjs')

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
    expect(readCsvLines(file('lines.csv', text)).lines.map(({ line, cells }) => [line, cells])).toEqual([[3, 2], [5, 3], [6, 1]])
    expect(() => readCsvLines(file('any.csv', 'l1\na\n'), { anyOf: ['text', 'tokens'] })).toThrow(/须有 text 或 tokens 列/)
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
    const labelled = readLabelled(file('texts.csv', 'title,text,l1,dup_group\n,停水了,供水,7\n路灯,不亮,,8\n'))
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

  it('leave no errors of theirs in the checkout', () => {
    expect(() => writeErrors(join(process.cwd(), 'errors.jsonl'), [])).toThrow(/仓库之外/)
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
    [['--seed-lexicon']],
    [['--seed-lexicon', '--train', 'a', '--test', 'b']],
    [['--nonsense']],
    [['a']],
  ])('refuses %j', (args) => {
    expect(() => optionsOf(args)).toThrow()
  })
})
