import type { INestApplicationContext } from '@nestjs/common'
import { SystemPrincipal } from '@tongban/access/contract'
import { ProvisionUser, RolesSeed } from '@tongban/access/server'
import { DeadlineSeed } from '@tongban/deadline/server'
import { DispatchSeed } from '@tongban/dispatch/server'
import { OrgDirectory } from '@tongban/org/contract'
import { OrgSeed } from '@tongban/org/server'
import { Database, PlatformConfig, type ReferenceSeed } from '@tongban/platform/server'
import { PlaceSeed } from '@tongban/place/server'
import { SuggestionSeed } from '@tongban/suggestion/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { WorktimeSeed } from '@tongban/worktime/server'
import { DEMO_PASSWORD, demoAccounts, type DemoAccount } from './demo/demo-accounts.js'

const SEEDS = [OrgSeed, TaxonomySeed, WorktimeSeed, DeadlineSeed, RolesSeed, DispatchSeed, SuggestionSeed, PlaceSeed]

export type Progress = (line: { message: string; done: number; total?: number }) => void

/** Loads what the contexts ship. Safe to run at every start: what is there stays. */
export async function loadReferenceData(app: INestApplicationContext, say: Progress): Promise<void> {
  const { cityCode } = app.get(PlatformConfig)
  const seeds = SEEDS.map((type) => app.get<ReferenceSeed>(type)).sort((a, b) => a.order - b.order)
  for (const seed of seeds) {
    const rows = await app.get(Database).transaction((tx) => seed.load(tx, cityCode))
    say({ message: `reference data: ${seed.name}`, done: rows })
  }
}

export type ReadyAccount = DemoAccount & { readonly userId: string; readonly password: string }

/** One account for every role, and more where a demo needs them. Repeating changes nothing. */
export async function provisionDemoAccounts(app: INestApplicationContext, say: Progress): Promise<ReadyAccount[]> {
  const accounts = demoAccounts(app.get(OrgDirectory))
  const provision = app.get(ProvisionUser)
  const by = app.get(SystemPrincipal).principal()
  const ready: ReadyAccount[] = []
  for (const account of accounts) {
    const { userName, displayName, unitId, outsourced } = account
    const result = await provision.execute({ userName, displayName, unitId, roles: [account.role], password: DEMO_PASSWORD, outsourced }, by)
    if (!result.ok) throw new Error(`Account ${userName}: ${result.refusal.code} ${JSON.stringify(result.refusal.params)}`)
    ready.push({ ...account, userId: result.value.userId, password: DEMO_PASSWORD })
    say({ message: 'demo accounts', done: ready.length, total: accounts.length })
  }
  return ready
}
