import 'reflect-metadata'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { INestApplicationContext } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { ProvisionUser, RolesSeed } from '@tongban/access/server'
import { CallbackTaskStore, RecordAttempt } from '@tongban/callback/server'
import { CaseCommands, CaseLookup } from '@tongban/case/contract'
import { AttachmentStore } from '@tongban/case/server'
import { DeadlineSeed, FireClocks } from '@tongban/deadline/server'
import { DispatchSeed } from '@tongban/dispatch/server'
import { FileCase } from '@tongban/intake/server'
import { OrgDirectory } from '@tongban/org/contract'
import { OrgSeed } from '@tongban/org/server'
import { Database, PlatformConfig, SystemClock, statement, type ReferenceSeed } from '@tongban/platform/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { WorktimeSeed } from '@tongban/worktime/server'
import { createWorker } from './create-worker.js'
import { Chance } from './demo/chance.js'
import { DEMO_PASSWORD, demoAccounts, type DemoAccount } from './demo/demo-accounts.js'
import { DemoCases } from './demo/build-demo-cases.js'
import { DemoCity } from './demo/demo-city.js'
import { SimulatedClock } from './demo/simulated-clock.js'
import { WorkerRuntime } from './worker.module.js'

const CASES = 300
const SEEDS = [OrgSeed, TaxonomySeed, WorktimeSeed, DeadlineSeed, RolesSeed, DispatchSeed]
const HAS_CASES = statement<{ some: boolean }>('seed.has_cases', `SELECT EXISTS (SELECT 1 FROM case_case WHERE city_code = $1) AS some`)

/** A one-pixel PNG, standing for the photographs a township would send. */
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

const say = (line: Record<string, unknown>): void => console.log(JSON.stringify(line))

/** Loads what the contexts ship. Safe to run at every start: what is there stays. */
export async function loadReferenceData(app: INestApplicationContext): Promise<void> {
  const { cityCode } = app.get(PlatformConfig)
  const seeds = SEEDS.map((type) => app.get<ReferenceSeed>(type)).sort((a, b) => a.order - b.order)
  for (const seed of seeds) {
    const rows = await app.get(Database).transaction((tx) => seed.load(tx, cityCode))
    say({ message: `reference data: ${seed.name}`, done: rows })
  }
}

async function provisionAccounts(app: INestApplicationContext): Promise<(DemoAccount & { userId: string })[]> {
  const accounts = demoAccounts(app.get(OrgDirectory))
  const provision = app.get(ProvisionUser)
  const by = app.get(SystemPrincipal).principal()
  const ready: (DemoAccount & { userId: string })[] = []
  for (const account of accounts) {
    const { userName, displayName, unitId, outsourced } = account
    const result = await provision.execute({ userName, displayName, unitId, roles: [account.role], password: DEMO_PASSWORD, outsourced }, by)
    if (!result.ok) throw new Error(`Account ${userName}: ${result.refusal.code} ${JSON.stringify(result.refusal.params)}`)
    ready.push({ ...account, userId: result.value.userId })
    say({ message: 'demo accounts', done: ready.length, total: accounts.length })
  }
  return ready
}

async function buildDemo(config: PlatformConfig): Promise<void> {
  const clock = new SimulatedClock()
  const until = new SystemClock().now()
  const app = await createWorker(config, { clock, autonomous: false })
  try {
    clock.moveTo(until)
    const accounts = await provisionAccounts(app)
    writeFileSync(join(config.dataDir, 'accounts.json'), JSON.stringify({ accounts: accounts.map((account) => ({ ...account, password: DEMO_PASSWORD })) }, null, 2), { mode: 0o600 })
    const [row] = await app.get(Database).run(HAS_CASES, [config.cityCode])
    if (row?.some === true) return
  } finally {
    await app.close()
  }
  await buildCases(config, until)
}

async function buildCases(config: PlatformConfig, until: ReturnType<SystemClock['now']>): Promise<void> {
  const clock = new SimulatedClock()
  const app = await createWorker(config, { clock, autonomous: false })
  try {
    const accounts = JSON.parse(await (await import('node:fs/promises')).readFile(join(config.dataDir, 'accounts.json'), 'utf8')) as { accounts: (DemoAccount & { userId: string })[] }
    const chance = new Chance(20_261_121)
    const runtime = app.get(WorkerRuntime)
    const photo = app.get(AttachmentStore)
    const demo = new DemoCases(
      {
        clock,
        fileCase: app.get(FileCase),
        commands: app.get(CaseCommands),
        cases: app.get(CaseLookup),
        callbackTasks: app.get(CallbackTaskStore),
        recordAttempt: app.get(RecordAttempt),
        photo: { put: async (userId) => (await photo.put({ name: '现场照片.png', mediaType: 'image/png', content: PHOTO }, userId)).id },
        settle: async () => {
          await app.get(FireClocks).fire(clock.now(), 1_000)
          await runtime.settle()
        },
      },
      new DemoCity(app.get(OrgDirectory), accounts.accounts, chance),
      chance,
      CASES,
      until,
      (done, total) => say({ message: 'demo cases', done, total }),
    )
    await demo.build()
  } finally {
    await app.close()
  }
}

const config = new PlatformConfig(process.env)
const app = await createWorker(config, { autonomous: false })
await loadReferenceData(app)
await app.close()
if (process.argv.includes('--demo') && existsSync(config.dataDir)) await buildDemo(config)
