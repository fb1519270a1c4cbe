import { Module } from '@nestjs/common'
import { DispatchModule, DispatchSeed } from '@tongban/dispatch/server'
import { OrgSeed } from '@tongban/org/server'
import { PlaceModule } from '@tongban/place/server'
import { SuggestionModule } from '@tongban/suggestion/server'
import { TaxonomySeed } from '@tongban/taxonomy/server'
import { caseWorld, type CaseWorld } from '@tongban/testing/server'
import { FilingController } from './http/intake.controller.js'
import { CallerStore } from './persistence/caller.store.js'
import { FileCase, FilingEdge } from './use-cases/file-case.use-case.js'
import { PlanFiling } from './use-cases/plan-filing.js'

@Module({ controllers: [FilingController], providers: [CallerStore, PlanFiling, FilingEdge, FileCase] })
class FilingUnderTest {}

/** Filing with places, suggestions and dispatch over the units, categories and catalogue that are shipped. */
export async function filingWorld(): Promise<CaseWorld> {
  const world = await caseWorld({ modules: [PlaceModule, SuggestionModule, DispatchModule, FilingUnderTest] })
  const { app, database } = world.first
  await database.transaction(async (tx) => {
    for (const seed of [OrgSeed, TaxonomySeed, DispatchSeed]) await app.get(seed, { strict: false }).load(tx, '150500')
  })
  return world
}
