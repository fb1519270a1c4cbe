import { globSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { roleIdSchema } from '@tongban/access/contract'
import {
  assignmentRoleSchema,
  assignmentStatusSchema,
  CASE_COMMANDS,
  caseStatusSchema,
  caseTypeSchema,
  channelSchema,
} from '@tongban/case/contract'
import { clockKindSchema, serviceClassSchema } from '@tongban/deadline/contract'
import { divisionLevelSchema } from '@tongban/org/contract'
import { contextMapDiagram, formulaRows, measureRows } from './docs/generated.js'
import { anchorsOf, declaredNames, DOCUMENTS, exists, localLinks, pathsNamed, quoted, ROOT, shownCode, sourceOf, textOf } from './docs/sources.js'

const manifest = JSON.parse(textOf('package.json')) as { version: string; scripts: Record<string, string> }
const linesOf = (path: string): string[] => textOf(path).split('\n')

describe.each(DOCUMENTS.map((document) => [document]))('%s', (document) => {
  it('links only to what exists', () => {
    const broken = localLinks(document).filter(
      ({ target, anchor }) => !exists(target) || (anchor !== null && !anchorsOf(target).includes(anchor)),
    )
    expect(broken).toEqual([])
  })

  it('names only paths that exist', () => {
    expect(pathsNamed(document).filter((path) => !exists(sourceOf(path)) && globSync(`${path}*`, { cwd: ROOT }).length === 0)).toEqual([])
  })

  it('names only scripts of package.json', () => {
    const named = [...textOf(document).matchAll(/\bnpm run ([a-z:-]+)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => manifest.scripts[name] === undefined)).toEqual([])
  })

  it('names no machine, no other person’s folder', () => {
    expect(textOf(document)).not.toMatch(/\/(work|home|root|Users)\//)
  })
})

describe('architecture.md', () => {
  it('shows the context map that lint enforces', () => {
    expect(textOf('docs/architecture.md')).toContain(`\`\`\`mermaid\n${contextMapDiagram()}\n\`\`\``)
  })

  it('lists every table, beside the context whose name it begins with', () => {
    const files = globSync('migrations/*.ts', { cwd: ROOT })
    const tables = files.flatMap((file) => [...textOf(file).matchAll(/CREATE TABLE (\w+)/g)].map(([, name = '']) => name))
    const row = (table: string): string =>
      linesOf('docs/architecture.md').find((line) => line.startsWith('|') && line.includes(`\`${table}\``)) ?? ''
    const contextOf = (table: string): string => (/^(platform|outbox)_/.test(table) ? 'platform' : (table.split('_')[0] ?? ''))
    expect(tables.length).toBeGreaterThan(20)
    expect(tables.filter((table) => !row(table).startsWith(`| ${contextOf(table)} |`))).toEqual([])
  })

  it('stays a page one can read: at most 200 lines', () => {
    expect(linesOf('docs/architecture.md').length).toBeLessThanOrEqual(200)
  })
})

it('architecture, decisions and how-tos name only classes, functions and constants that exist', () => {
  const declared = declaredNames()
  const names = DOCUMENTS.filter(
    (document) => /^docs\/(architecture|adr|how-to|operations)/.test(document) && !document.includes('0010'),
  ).flatMap((document) =>
    quoted(document)
      .map((text) => /^([A-Z][a-zA-Z]+[a-z][A-Za-z]*|[a-z]+[A-Z]\w+|[A-Z][A-Z_]{3,})(?:[.(].*)?$/.exec(text)?.[1])
      .filter((name) => name !== undefined)
      .map((name) => ({ document, name })),
  )
  const WORDS_OF_OTHERS = [
    'CONFLICT',
    'NO_ANSWER',
    'DATABASE_URL',
    'REDIS_URL',
    'UPDATE',
    'DELETE',
    'TRUNCATE',
    'DataSource',
    'Object',
    'Secure',
  ]
  expect(names.length).toBeGreaterThan(60)
  expect(names.filter(({ name }) => !declared.has(name) && !WORDS_OF_OTHERS.includes(name) && !name.startsWith('TONGBAN_'))).toEqual([])
})

it('add-a-command.md shows the command as it is', () => {
  const real = ['contract.ts', 'decide.ts'].flatMap((file) => linesOf(`libs/case/commands/urge/${file}`)).map((line) => line.trim())
  const shown = shownCode('docs/how-to/add-a-command.md')
  expect(shown.length).toBeGreaterThan(25)
  expect(shown.filter((line) => !real.includes(line))).toEqual([])
})

describe('glossary.md', () => {
  const words = new Set(quoted('docs/glossary.md'))
  const missing = (ids: readonly string[]): string[] => ids.filter((id) => !words.has(id))

  it.each([
    ['case status', caseStatusSchema.options],
    ['assignment status', assignmentStatusSchema.options],
    ['assignment role', assignmentRoleSchema.options],
    ['command', Object.keys(CASE_COMMANDS)],
    ['case type', caseTypeSchema.options],
    ['channel', channelSchema.options],
    ['role', roleIdSchema.options],
    ['clock', clockKindSchema.options],
    ['service class', serviceClassSchema.options],
    ['level of division', divisionLevelSchema.options],
  ] as const)('has a word for every %s', (_what, ids) => {
    expect(missing(ids)).toEqual([])
  })

  it('says 未建 of a command exactly as long as there is none', () => {
    const unbuilt = linesOf('docs/glossary.md').filter((line) => line.startsWith('|') && line.includes('未建 |'))
    const ids = unbuilt.flatMap((line) => [...line.matchAll(/`(\w+)`/g)].map(([, id = '']) => id))
    expect(ids.length).toBeGreaterThan(2)
    expect(ids.filter((id) => id in CASE_COMMANDS)).toEqual([])
  })
})

describe('metrics.md', () => {
  const lines = linesOf('docs/metrics.md')
  const rowsOf = (heading: string): string[] => {
    const from = lines.findIndex((line) => line.startsWith(`## ${heading}`))
    const rest = lines.slice(from + 1)
    const end = rest.findIndex((line) => line.startsWith('## '))
    return rest
      .slice(0, end === -1 ? undefined : end)
      .filter((line) => /^\| (?!---)/.test(line))
      .slice(1)
  }

  it('defines every measure in the words of the contract, and no other', () => {
    expect(rowsOf('Measures')).toEqual(measureRows())
  })

  it('shows every formula with its weights and its source', () => {
    expect(rowsOf('Formulas')).toEqual(formulaRows())
  })
})

describe('operations.md', () => {
  it('explains every variable the product reads, with its default, and no other', () => {
    const schema = [...textOf('libs/platform/server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\.(.*),$/gm)]
    const expected = schema.map(([, name = '', shape = '']) => {
      const preset = /\.default\('?([^')]*)'?\)/.exec(shape)?.[1]
      return `${name} ${preset === undefined ? (shape.includes('.optional()') ? 'none' : 'required') : preset}`
    })
    const explained = linesOf('docs/operations.md')
      .map((line) => /^\| `([A-Z][A-Z_]+)` \| `?([^`|]+?)`? \|/.exec(line))
      .filter((match) => match !== null)
      .map(([, name = '', preset = '']) => `${name} ${preset}`)
    expect(explained.sort()).toEqual(expected.sort())
  })

  it('names every metric of ours', () => {
    const names = [...textOf('libs/platform/server/metrics.ts').matchAll(/name: '(tongban_\w+)'/g)].map(([, name = '']) => name)
    const words = quoted('docs/operations.md')
    expect(names.filter((name) => !words.includes(name))).toEqual([])
  })
})

describe('README.md', () => {
  it('lists the demo accounts that are made, and their password', () => {
    const source = textOf('apps/worker/demo/demo-accounts.ts')
    const made = [...source.matchAll(/account\('(\w+)'/g)].map(([, name = '']) => name)
    const password = /DEMO_PASSWORD = '([^']+)'/.exec(source)?.[1] ?? '?'
    const words = quoted('README.md')
    expect([...made, password, 'township1', 'township10'].filter((word) => !words.includes(word))).toEqual([])
    expect(words.filter((word) => /^[a-z]+\d+$/.test(word) && !made.includes(word) && !/^township\d+$/.test(word))).toEqual([])
  })
})

it('the changelog speaks of this version', () => {
  expect(textOf('CHANGELOG.md')).toContain(`## [${manifest.version}]`)
})
