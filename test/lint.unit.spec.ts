import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { CONTEXT_MAP, SUPPORT_MAP, depConstraints, findCycle } from '../tools/lint/context-map.mjs'

/** Plants violations and sees the real configuration refuse each one: the house rules hold because a build fails, not by good will. */
interface Found { rule: string, message: string, line: number }
interface Planted { file: string, text: string }

const ROOT = path.resolve(import.meta.dirname, '..')
const LAYERS = 'tongban/layers'
const MAP = '@nx/enforce-module-boundaries'

/** name of the violation → where it is planted, what is planted, and the rules that must refuse it (each, and no other) */
const VIOLATIONS: Record<string, Planted & { rules: string[] }> = {
  'a server layer that imports another context’s server layer, against the map too': {
    file: 'libs/case/server/planted.store.ts',
    text: "import { Pool } from '@tongban/dispatch/server'\nexport const pool = Pool\n",
    rules: [LAYERS, MAP],
  },
  'a server layer that imports the server layer of a context on its map': {
    file: 'libs/dispatch/server/planted.store.ts',
    text: "import { CaseStore } from '@tongban/case/server'\nexport const store = CaseStore\n",
    rules: [LAYERS],
  },
  'a contract that imports its domain': {
    file: 'libs/case/contract/planted.ts',
    text: "import { decide } from '../domain/index.js'\nexport const decision = decide\n",
    rules: [LAYERS],
  },
  'a domain that imports a framework': {
    file: 'libs/deadline/domain/planted.ts',
    text: "import { Injectable } from '@nestjs/common'\nexport const marker = Injectable\n",
    rules: [LAYERS],
  },
  'a page that imports the server': {
    file: 'libs/case/web/planted.tsx',
    text: "import { CaseStore } from '../server/index.js'\nexport const Planted = () => <p>{String(CaseStore)}</p>\n",
    rules: [LAYERS],
  },
  'a support context that imports the heart': {
    file: 'libs/org/server/planted.store.ts',
    text: "import { CaseLookup } from '@tongban/case/contract'\nexport const lookup = CaseLookup\n",
    rules: [MAP],
  },
  'a context that imports a contract it may not know': {
    file: 'libs/callback/server/planted.store.ts',
    text: "import type { Pool } from '@tongban/dispatch/contract'\nexport type Mine = Pool\n",
    rules: [MAP],
  },
  'a context that loads a contract it may not know lazily': {
    file: 'libs/callback/server/planted.store.ts',
    text: "export const load = () => import('@tongban/dispatch/contract')\n",
    rules: [MAP],
  },
  'a context that reaches into another by a relative path': {
    file: 'libs/case/server/planted.store.ts',
    text: "import { units } from '../../org/contract/index.js'\nexport const all = units\n",
    rules: [LAYERS, MAP],
  },
  'a server layer that uses the test tools': {
    file: 'libs/case/server/planted.store.ts',
    text: "import { cloneDatabase } from '@tongban/testing/server'\nexport const clone = cloneDatabase\n",
    rules: [LAYERS],
  },
  'a domain that reads the clock': {
    file: 'libs/worktime/domain/planted.ts',
    text: 'export const now = () => Date.now()\n',
    rules: ['tongban/no-ambient'],
  },
  'a spec that reads the clock': {
    file: 'libs/platform/server/planted.unit.spec.ts',
    text: 'export const now = () => new Date()\n',
    rules: ['tongban/no-ambient'],
  },
  'a listener that draws an id': {
    file: 'libs/callback/server/planted.listener.ts',
    text: "import { randomUUID } from 'node:crypto'\nexport const id = () => randomUUID()\n",
    rules: ['tongban/no-ambient'],
  },
  'a save on a case row': {
    file: 'libs/case/server/planted.store.ts',
    text: 'export const write = (cases: { save(row: object): Promise<void> }, row: object) => cases.save(row)\n',
    rules: ['tongban/no-lifecycle-save'],
  },
  'a save in a command folder': {
    file: 'libs/case/commands/planted/planted.use-case.ts',
    text: 'export const write = (cases: { save(row: object): Promise<void> }, row: object) => cases.save(row)\n',
    rules: ['tongban/no-lifecycle-save'],
  },
  'Promise.all over a transaction': {
    file: 'libs/case/server/planted.store.ts',
    text: 'export const write = (tx: { run(n: number): Promise<void> }) => Promise.all([1, 2].map((n) => tx.run(n)))\n',
    rules: ['tongban/no-tx-promise-all'],
  },
  'a route that says nothing about who may call it': {
    file: 'libs/case/server/http/planted.controller.ts',
    text: [
      "import { Controller, Get } from '@nestjs/common'",
      "@Controller('planted')",
      'export class PlantedController {',
      '  @Get()',
      '  list(): string[] { return [] }',
      '}',
      '',
    ].join('\n'),
    rules: ['tongban/route-guarded'],
  },
  'any': {
    file: 'libs/org/domain/planted.ts',
    text: 'export const open = (value: any) => String(value)\n',
    rules: ['@typescript-eslint/no-explicit-any'],
  },
  'a non-null assertion': {
    file: 'libs/org/domain/planted.ts',
    text: 'export const first = (values: number[]) => values[0]!\n',
    rules: ['@typescript-eslint/no-non-null-assertion'],
  },
  'a default export': {
    file: 'libs/org/domain/planted.ts',
    text: 'export default 1\n',
    rules: ['no-restricted-syntax'],
  },
  'a class called a manager': {
    file: 'libs/org/server/planted.store.ts',
    text: 'export class UnitManager {}\n',
    rules: ['no-restricted-syntax'],
  },
  'a class with seven dependencies': {
    file: 'libs/org/server/planted.store.ts',
    text: 'export class Wide { constructor(readonly a: 1, readonly b: 1, readonly c: 1, '
      + 'readonly d: 1, readonly e: 1, readonly f: 1, readonly g: 1) {} }\n',
    rules: ['no-restricted-syntax'],
  },
  'a forwardRef': {
    file: 'libs/case/server/planted.module.ts',
    text: "import { forwardRef } from '@nestjs/common'\nexport const later = forwardRef(() => Object)\n",
    rules: ['no-restricted-syntax'],
  },
  'a file with a role we do not have': {
    file: 'libs/org/server/planted.service.ts',
    text: 'export const a = 1\n',
    rules: ['tongban/file-name'],
  },
  'a hook called under a condition': {
    file: 'libs/case/web/planted.tsx',
    text: [
      "import { useState } from 'react'",
      'export function Planted({ open }: { open: boolean }) {',
      '  if (!open) return null',
      '  const [name] = useState(1)',
      '  return <p>{name}</p>',
      '}',
      '',
    ].join('\n'),
    rules: ['react-hooks/rules-of-hooks'],
  },
}

/** name of the clean file → what a good neighbour writes in the same places */
const CLEAN: Record<string, Planted> = {
  'a contract': {
    file: 'libs/case/contract/planted.ts',
    text: "import { z } from 'zod'\nimport type { Instant } from '@tongban/kernel/core'\n"
      + 'export const planted = z.strictObject({ at: z.number() })\nexport type At = Instant\n',
  },
  'a domain that is told the time': {
    file: 'libs/case/domain/planted.ts',
    text: "import { planted } from '../contract/planted.js'\nexport const age = (now: number, at: number) => [planted, now - at]\n",
  },
  'a server layer that uses the contracts on its map': {
    file: 'libs/dispatch/server/planted.use-case.ts',
    text: "import type { CaseCommands } from '@tongban/case/contract'\nimport type { Tx } from '@tongban/platform/server'\n"
      + 'export const run = (cases: CaseCommands, tx: Tx) => [cases, tx]\n',
  },
  'a guarded route': {
    file: 'libs/case/server/http/planted.controller.ts',
    text: "import { Controller, Get } from '@nestjs/common'\nimport { Allow } from '@tongban/platform/server'\n"
      + "@Controller('planted')\nexport class PlantedController {\n  @Get()\n  @Allow('case.read')\n  list(): string[] { return [] }\n}\n",
  },
  'an integration spec that uses the test tools': {
    file: 'libs/case/server/planted.store.int.spec.ts',
    text: "import { cloneDatabase } from '@tongban/testing/server'\nexport const clone = cloneDatabase\n",
  },
  'an app that composes': {
    file: 'apps/api/planted.module.ts',
    text: "import { CaseModule } from '@tongban/case/server'\nimport { DispatchModule } from '@tongban/dispatch/server'\n"
      + 'export const modules = [CaseModule, DispatchModule]\n',
  },
  'the clock itself, at the edge': {
    file: 'libs/platform/server/planted-clock.ts',
    text: 'export const now = () => Date.now()\n',
  },
}

/** One process for all: ESLint, its plugins and the project graph cost about three seconds to load. */
async function lint(request: { planted: Planted[], files: string[] }): Promise<{ planted: Found[][], files: Found[][] }> {
  // an empty directory for Nx: as on a fresh clone, where no project graph is cached and the map rule could skip itself unseen
  const fresh = await mkdtemp(path.join(tmpdir(), 'tongban-lint-'))
  try {
    const child = spawn(process.execPath, ['tools/lint/lint-texts.mjs'], {
      cwd: ROOT,
      env: { ...process.env, NX_WORKSPACE_DATA_DIRECTORY: fresh, NX_DAEMON: 'false' },
    })
    child.stdin.end(JSON.stringify(request))
    const exited = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exited])
    if (code !== 0) throw new Error(`lint-texts ended with ${String(code)}: ${err}`)
    // Nx may have said something first
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as { planted: Found[][], files: Found[][] }
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

const rulesOf = (found: readonly Found[] = []) => [...new Set(found.map(({ rule }) => rule))].sort()

describe('the lint', () => {
  const violations = Object.entries(VIOLATIONS)
  const clean = Object.entries(CLEAN)
  let answer: { planted: Found[][], files: Found[][] }

  beforeAll(async () => {
    answer = await lint({
      planted: [...violations, ...clean].map(([, { file, text: code }]) => ({ file, text: code })),
      files: ['test/fixtures-lint/left-undone.ts', 'test/fixtures-lint/done-well.ts'],
    })
  }, 120_000)

  it.each(violations.map(([name, { rules }], index) => ({ name, rules, index })))('refuses $name', ({ rules, index }) => {
    expect(rulesOf(answer.planted[index])).toEqual([...rules].sort())
  })

  it.each(clean.map(([name], index) => ({ name, index: violations.length + index })))('lets pass $name', ({ index }) => {
    expect(answer.planted[index]).toEqual([])
  })

  it('refuses a floating promise and a forgotten case of a union', () => {
    expect(rulesOf(answer.files[0])).toEqual(['@typescript-eslint/no-floating-promises', '@typescript-eslint/switch-exhaustiveness-check'])
  })

  it('lets pass the same file with the promise awaited and the case answered', () => {
    expect(answer.files[1]).toEqual([])
  })
})

describe('the context map', () => {
  it('has no cycle', () => {
    expect(findCycle({ ...CONTEXT_MAP, ...SUPPORT_MAP })).toBeUndefined()
  })

  it('would be refused if two contexts used each other', () => {
    expect(findCycle({ ...CONTEXT_MAP, org: ['case'] })).toEqual(['org', 'case', 'org'])
  })

  it('names every package of libs, and no other', async () => {
    const folders = await readdir(path.join(ROOT, 'libs'))
    expect([...Object.keys(CONTEXT_MAP), ...Object.keys(SUPPORT_MAP)].sort()).toEqual(folders.sort())
  })

  it('finds each package under the tag it looks for', async () => {
    const tags = await Promise.all(
      [...Object.keys(CONTEXT_MAP), ...Object.keys(SUPPORT_MAP)].map(async (name) => {
        const file = path.join(ROOT, 'libs', name, 'package.json')
        const { nx } = JSON.parse(await readFile(file, 'utf8')) as { nx?: { tags?: string[] } }
        return nx?.tags
      }),
    )
    expect(tags).toEqual([...Object.keys(CONTEXT_MAP), ...Object.keys(SUPPORT_MAP)].map((name) => [`ctx:${name}`]))
  })

  it('gives Nx one constraint for each package and one for the apps', () => {
    const sources = depConstraints().map(({ sourceTag }) => sourceTag)
    expect(sources).toHaveLength(new Set(sources).size)
    expect(sources).toHaveLength(Object.keys(CONTEXT_MAP).length + Object.keys(SUPPORT_MAP).length + 1)
  })
})
