import { Global, Module } from '@nestjs/common'
import { caseWorld, type CaseProcess, type CaseWorld } from '@tongban/testing/server'
import { CallerHashes } from '../contract/index.js'
import { DuplicateModule } from './duplicate.module.js'

/** Who called, in memory; sealed callers are not asked for. */
export class TestCallers extends CallerHashes {
  readonly hashes = new Map<string, string>()
  asked: string[] = []

  override hashesOf(caseIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    this.asked.push(...caseIds)
    return Promise.resolve(new Map(caseIds.flatMap((id) => (this.hashes.has(id) ? [[id, this.hashes.get(id) ?? ''] as const] : []))))
  }
}

export const TOWN = '150523101'
export const OTHER_TOWN = '150523102'

export const HEATING = '开鲁镇和平小区3号楼暖气不热，屋里只有十三度，老人孩子受不了，打供热公司电话没人接。'
export const HEATING_AGAIN = '我家住和平小区3号楼，暖气片冰凉，屋里只有十三度，供热公司电话打不通，老人孩子受不了。'
export const LAMPS = '村口往学校去的那条路上路灯坏了半个月，孩子晚上放学看不见路。'

export type DuplicateWorld = { readonly world: CaseWorld; readonly city: CaseProcess; readonly callers: TestCallers }

/** Case and duplicate over one city with its real divisions and units, and callers to make up. */
export async function duplicateWorld(): Promise<DuplicateWorld> {
  const callers = new TestCallers()
  @Global()
  @Module({ providers: [{ provide: CallerHashes, useValue: callers }], exports: [CallerHashes] })
  class CallersModule {}
  const world = await caseWorld({ modules: [CallersModule, DuplicateModule] })
  await world.first.knowUnits()
  return { world, city: world.first, callers }
}
