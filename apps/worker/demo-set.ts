import { CallbackTaskStore, RecordAttempt } from '@tongban/callback/server'
import { CaseCommands, CaseLookup } from '@tongban/case/contract'
import { AttachmentStore } from '@tongban/case/server'
import { DispatchPlanner } from '@tongban/dispatch/contract'
import { FireClocks } from '@tongban/deadline/server'
import { FileCase } from '@tongban/intake/server'
import type { Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { Database, statement, type PlatformConfig } from '@tongban/platform/server'
import { createWorker } from './create-worker.js'
import { DemoCases } from './demo/build-demo-cases.js'
import { Chance } from './demo/chance.js'
import { DemoCity } from './demo/demo-city.js'
import { samplePhoto } from './demo/sample-photo.js'
import { SimulatedClock } from './demo/simulated-clock.js'
import type { Progress, ReadyAccount } from './reference-data.js'
import { WorkerRuntime } from './worker.module.js'

const HAS_CASES = statement<{ some: boolean }>('seed.has_cases', `SELECT EXISTS (SELECT 1 FROM case_case WHERE city_code = $1) AS some`)

/** The demo set: `count` cases lived through the real use cases on a simulated clock ending at `until`. Does nothing where there are cases. */
export async function buildDemoSet(config: PlatformConfig, accounts: readonly ReadyAccount[], count: number, until: Instant, say: Progress): Promise<void> {
  const clock = new SimulatedClock()
  const app = await createWorker(config, { clock, autonomous: false })
  try {
    const [row] = await app.get(Database).run(HAS_CASES, [config.cityCode])
    if (row?.some === true) return
    const chance = new Chance(20_261_121)
    const runtime = app.get(WorkerRuntime)
    const photo = app.get(AttachmentStore)
    const doors = {
      clock,
      fileCase: app.get(FileCase),
      planner: app.get(DispatchPlanner),
      commands: app.get(CaseCommands),
      cases: app.get(CaseLookup),
      callbackTasks: app.get(CallbackTaskStore),
      recordAttempt: app.get(RecordAttempt),
      photo: { put: async (userId: string) => (await photo.put({ name: '现场照片.png', mediaType: 'image/png', content: samplePhoto(chance.between(7, 18)) }, userId)).id },
      settle: async () => {
        await app.get(FireClocks).fire(clock.now(), 1_000)
        await runtime.settle()
      },
    }
    const city = new DemoCity(app.get(OrgDirectory), accounts, chance)
    await new DemoCases(doors, city, chance, count, until, (done, total) => say({ message: 'demo cases', done, total })).build()
  } finally {
    await app.close()
  }
}
