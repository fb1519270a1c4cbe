import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'

/** The bootstrap is plain JavaScript without declarations, so each test says what it expects of a module. */
const load = async <Module>(name: string): Promise<Module> => (await import(path.join(import.meta.dirname, '../tools/lib', name))) as Module

type Packages = Record<string, Record<string, unknown>>

describe('installed packages', () => {
  const locked: Packages = {
    '': { name: 'tongban' },
    'libs/case': { version: '0.1.0' },
    'node_modules/@tongban/case': { resolved: 'libs/case', link: true },
    'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
    'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
    'node_modules/stray': { version: '1.0.0', integrity: 'sha512-c', extraneous: true },
  }
  const installed: Packages = {
    'node_modules/@tongban/case': { resolved: 'libs/case', link: true },
    'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' },
  }
  const differenceOf = async (got: Packages) =>
    (await load<{ differenceOf: (locked: Packages, installed: Packages) => string | null }>('install.mjs')).differenceOf(locked, got)

  it('are accepted when all that this platform needs is there', async () => expect(await differenceOf(installed)).toBeNull())

  it('are refused when one is missing, a new workspace included', async () => {
    expect(await differenceOf({ 'node_modules/@tongban/case': { resolved: 'libs/case', link: true } })).toContain('node_modules/pg')
    expect(await differenceOf({ 'node_modules/pg': { version: '8.23.1', integrity: 'sha512-a' } })).toContain('@tongban/case')
  })

  it('are refused when one has another version or other contents, optional ones too', async () => {
    expect(await differenceOf({ ...installed, 'node_modules/pg': { version: '8.23.0', integrity: 'sha512-x' } })).toContain('8.23.0')
    expect(await differenceOf({ ...installed, 'node_modules/pg': { version: '8.23.1', integrity: 'sha512-x' } })).toContain('modules/pg')
    expect(await differenceOf({ ...installed, 'node_modules/other-platform': { version: '0.9.0' } })).toContain('0.9.0')
  })
})

describe('Node versions', () => {
  it.each([
    ['v24.9.0', true],
    ['v24.21.0', true],
    ['v25.0.0', true],
    ['v24.8.9', false],
    ['v20.20.2', false],
  ])('%s is at least 24.9: %s', async (version, expected) => {
    const { isAtLeast } = await load<{ isAtLeast: (version: string, least: [number, number]) => boolean }>('node-runtime.mjs')
    expect(isAtLeast(version, [24, 9])).toBe(expected)
  })
})

describe('ports', () => {
  type Ports = {
    readPort: (text: string) => number
    nextFreePort: (first: number, isFree: (port: number) => Promise<boolean>, tries?: number) => Promise<number>
  }

  it('are read from text', async () => expect((await load<Ports>('ports.mjs')).readPort('8012')).toBe(8012))

  it.each(['0', '65536', '80a', '-1', '', '8012.5'])('refuses %p', async (text) => {
    const { readPort } = await load<Ports>('ports.mjs')
    expect(() => readPort(text)).toThrow('not a port')
  })

  it('takes the next free one when the first is in use, and gives up plainly', async () => {
    const { nextFreePort } = await load<Ports>('ports.mjs')
    expect(await nextFreePort(8012, async (port) => port >= 8014)).toBe(8014)
    await expect(nextFreePort(8012, async () => false, 3)).rejects.toThrow('8012 to 8014')
  })
})

describe('options of npm start', () => {
  type Read = { readStartOptions: (args: string[], cwd: string) => Record<string, unknown> }

  it('have defaults', async () => {
    const { readStartOptions } = await load<Read>('options.mjs')
    expect(readStartOptions([], '/home')).toMatchObject({ port: null, demo: true, help: false })
  })

  it('take a data directory relative to where the person stands', async () => {
    const { readStartOptions } = await load<Read>('options.mjs')
    expect(readStartOptions(['--port', '9000', '--data-dir', 'my data', '--no-demo'], '/home/li')).toEqual({
      port: 9000,
      dataDir: '/home/li/my data',
      demo: false,
      help: false,
    })
  })

  it('refuse what they do not know', async () => {
    const { readStartOptions } = await load<Read>('options.mjs')
    expect(() => readStartOptions(['--prot', '1'], '/')).toThrow('--prot')
    expect(() => readStartOptions(['--port', 'http'], '/')).toThrow('not a port')
  })
})

describe('options of npm test', () => {
  type Read = { readTestOptions: (args: string[]) => { tiers: string[], patterns: string[], isWhole: boolean } }
  const read = async (...args: string[]) => (await load<Read>('options.mjs')).readTestOptions(args)

  it('run everything by default', async () => {
    expect(await read()).toMatchObject({ tiers: ['unit', 'prop', 'int', 'ui', 'e2e'], patterns: [], isWhole: true })
  })

  it('take tiers as a list and patterns', async () => {
    const options = await read('--tier', 'unit,prop', 'libs/case')
    expect(options).toMatchObject({ tiers: ['unit', 'prop'], patterns: ['libs/case'], isWhole: false })
  })

  it('leave the browser out on request and still count as a whole run', async () => {
    expect(await read('--no-browser')).toMatchObject({ tiers: ['unit', 'prop', 'int', 'ui'], isWhole: true })
  })

  it('refuse an unknown tier', async () => expect(read('--tier', 'units')).rejects.toThrow('units'))
})

describe('counting tests', () => {
  type Results = {
    tierOf: (file: string) => string | null
    countJest: (report: object) => object
    sumOf: (counts: object[]) => { passed: number, failed: number }
    closingLine: (count: object) => string
  }

  it('knows the tier of a file from its name', async () => {
    const { tierOf } = await load<Results>('test-results.mjs')
    expect(['libs/case/a.prop.spec.ts', 'libs/ui/b.ui.spec.tsx', 'libs/case/a.ts'].map(tierOf)).toEqual(['prop', 'ui', null])
  })

  it('counts a file that could not run as a failure and closes with one line', async () => {
    const { countJest, sumOf, closingLine } = await load<Results>('test-results.mjs')
    const jest = countJest({ numPassedTests: 12, numFailedTests: 1, numRuntimeErrorTestSuites: 2 })
    expect(jest).toEqual({ passed: 12, failed: 3 })
    expect(closingLine(sumOf([jest, { passed: 1, failed: 0 }]))).toBe('13 passed, 3 failed')
  })
})

describe('what the build makes of a file', () => {
  it.each([
    ['server/case.store.ts', { action: 'compile', out: 'server/case.store.js' }],
    ['domain/transitions.ts', { action: 'compile', out: 'domain/transitions.js' }],
    ['server/assets/holidays.json', { action: 'copy', out: 'server/assets/holidays.json' }],
    ['assets/font.ttf', { action: 'copy', out: 'assets/font.ttf' }],
    ['web/case-page.ts', null],
    ['web/labels.json', null],
    ['web/case-page.tsx', null],
    ['domain/transitions.unit.spec.ts', null],
    ['server/types.d.ts', null],
    ['dist/server/old.json', null],
    ['package.json', null],
    ['README.md', null],
  ])('%s → %j', async (file, expected) => {
    const { outputOf } = await load<{ outputOf: (file: string) => object | null }>('package-files.mjs')
    expect(outputOf(file)).toEqual(expected)
  })
})

describe('reading what programs say', () => {
  it('takes the start moment from a process whose name holds blanks and brackets', async () => {
    const { startTicksOf } = await load<{ startTicksOf: (stat: string) => string | null }>('process-identity.mjs')
    const rest = '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 987654 20'
    expect(startTicksOf(`42 (tmux: server) 1) S ${rest}`)).toBe('987654')
    expect(startTicksOf(`42 (node) Z ${rest}`)).toBeNull()
  })

  it('knows PostgreSQL’s major version', async () => {
    const { majorOf } = await load<{ majorOf: (text: string) => number | null }>('postgres-binaries.mjs')
    expect(majorOf('postgres (PostgreSQL) 18.4\n')).toBe(18)
    expect(majorOf('postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n')).toBe(15)
    expect(majorOf('bash: postgres: not found')).toBeNull()
  })

  it('sees in postmaster.pid whether the server is ready', async () => {
    const { readPidFile } = await load<{ readPidFile: (text: string) => object }>('postgres-cluster.mjs')
    const file = (status: string) => `4711\n/data\n1763769600\n5433\n\n127.0.0.1\n 1 2\n${status}\n`
    expect(readPidFile(file('ready   '))).toEqual({ pid: 4711, ready: true })
    expect(readPidFile(file('starting'))).toEqual({ pid: 4711, ready: false })
    expect(readPidFile('4711\n/data\n')).toEqual({ pid: 4711, ready: false })
  })

  it('lists the packages apt would add', async () => {
    const { simulatedInstalls } = await load<{ simulatedInstalls: (text: string) => string[] }>('debian-packages.mjs')
    const output = [
      'Reading package lists...',
      'Inst liblzf1 (3.6-3 Debian:12 [amd64])',
      'Inst redis-server (5:7.0.15 Debian:12 [amd64])',
      'Conf liblzf1 (3.6-3)',
    ].join('\n')
    expect(simulatedInstalls(output)).toEqual(['liblzf1', 'redis-server'])
  })

  it('finds a user in a passwd file', async () => {
    const { userIn } = await load<{ userIn: (passwd: string, name: string) => object | null }>('unprivileged-user.mjs')
    const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n'
    expect(userIn(passwd, 'nobody')).toEqual({ uid: 65534, gid: 65533 })
    expect(userIn(passwd, 'postgres')).toBeNull()
  })

  it('shows the progress of the seed step and nothing for other lines', async () => {
    const { progressIn } = await load<{ progressIn: (line: string) => string | null }>('product.mjs')
    expect(progressIn('{"message":"演示工单","done":120,"total":300}')).toBe('演示工单 120/300')
    expect(progressIn('{"level":30,"msg":"connected"}')).toBeNull()
    expect(progressIn('{ not json')).toBeNull()
    expect(progressIn('Loading')).toBeNull()
  })
})

describe('waiting before a restart', () => {
  it('doubles from half a second up to half a minute', async () => {
    const { restartDelayMs } = await load<{ restartDelayMs: (failures: number) => number }>('supervised-process.mjs')
    expect([0, 1, 2, 6, 100].map(restartDelayMs)).toEqual([500, 1_000, 2_000, 30_000, 30_000])
  })
})

describe('a table on the terminal', () => {
  it('aligns columns that hold Chinese', async () => {
    const { tableOf } = await load<{ tableOf: (rows: string[][]) => string[] }>('text-table.mjs')
    expect(tableOf([['话务员', 'operator'], ['a', 'x']])).toEqual(['话务员  operator', 'a       x'])
  })
})

describe('files in a data directory', () => {
  let dir = ''
  beforeEach(async () => { dir = await mkdtemp(path.join(tmpdir(), 'tongban-bootstrap-')) })
  afterEach(async () => rm(dir, { recursive: true, force: true }))

  it('makes a secret once, for its owner alone', async () => {
    type Secrets = { secretIn: (file: string, make: () => string) => string, newDataKey: () => string }
    const { secretIn, newDataKey } = await load<Secrets>('secrets.mjs')
    const file = path.join(dir, 'data-key')
    const first = secretIn(file, newDataKey)
    expect(Buffer.from(first, 'base64')).toHaveLength(32)
    expect(secretIn(file, newDataKey)).toBe(first)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(dir)).toEqual(['data-key'])
  })

  it('moves a log aside that has grown too large, and keeps three', async () => {
    const { openLog } = await load<{ openLog: (file: string, maxBytes: number) => number }>('log-file.mjs')
    const file = path.join(dir, 'api.log')
    for (const content of ['first', 'second', 'third', 'fourth', 'fifth']) {
      closeSync(openLog(file, 3))
      await writeFile(file, content)
    }
    closeSync(openLog(file, 100))
    expect((await readdir(dir)).sort()).toEqual(['api.log', 'api.log.1', 'api.log.2', 'api.log.3'])
    expect(await readFile(file, 'utf8')).toBe('fifth')
    expect(await readFile(`${file}.3`, 'utf8')).toBe('second')
  })

  it('is refused to a second run while the first lives, and taken over from a dead one', async () => {
    const { openRunRecord } = await load<{ openRunRecord: (dataDir: string) => Promise<{ close: () => void }> }>('run-record.mjs')
    const record = await openRunRecord(dir)
    await expect(openRunRecord(dir)).rejects.toThrow('is in use by process')
    record.close()
    const owner = { pid: process.pid, identity: 'another boot' }
    const dead = { owner, address: null, children: [], temporaryDirs: [path.join(dir, 'left')] }
    await writeFile(path.join(dir, 'run.json'), JSON.stringify(dead))
    await writeFile(path.join(dir, 'left'), '')
    const next = await openRunRecord(dir)
    expect(await readdir(dir)).toEqual(['run.json'])
    next.close()
    expect(await readdir(dir)).toEqual([])
  })
})

describe('processes of a run', () => {
  type Running = { pid: number, identity: string | null }
  type Identity = {
    identityOf: (pid: number) => string | null
    isRunning: (running: Running) => boolean
    endProcess: (running: Running, signal: string, withinMs: number) => Promise<void>
  }

  /** A child that says when it is up. */
  async function child(script: string): Promise<Running> {
    const { identityOf } = await load<Identity>('process-identity.mjs')
    const code = `${script}; setInterval(() => {}, 1000); console.log('up')`
    const started = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
    await once(started.stdout, 'data')
    const pid = started.pid ?? 0
    return { pid, identity: identityOf(pid) }
  }

  it('are ended by force when they ignore being asked', async () => {
    const { endProcess, isRunning } = await load<Identity>('process-identity.mjs')
    const stubborn = await child("process.on('SIGTERM', () => {})")
    expect(isRunning(stubborn)).toBe(true)
    await endProcess(stubborn, 'SIGTERM', 50)
    expect(isRunning(stubborn)).toBe(false)
  })

  it('are never mistaken for another process that has the same number', async () => {
    const { endProcess, isRunning } = await load<Identity>('process-identity.mjs')
    const other = await child('')
    await endProcess({ pid: other.pid, identity: 'an earlier process' }, 'SIGKILL', 50)
    expect(isRunning(other)).toBe(true)
    await endProcess(other, 'SIGKILL', 50)
  })

  it('that a killed run left behind are ended by the next', async () => {
    const { isRunning } = await load<Identity>('process-identity.mjs')
    const { endLeftovers } = await load<{ endLeftovers: (run: object) => Promise<void> }>('run-record.mjs')
    const children = [await child(''), await child('')]
    const recorded = children.map((running) => ({ ...running, name: 'x', signal: 'SIGTERM', group: false }))
    await endLeftovers({ children: recorded, temporaryDirs: [] })
    expect(children.map(isRunning)).toEqual([false, false])
  })
})
