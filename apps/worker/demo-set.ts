import { SystemPrincipal } from '@tongban/access/contract'
import { ProvisionUser } from '@tongban/access/server'
import { CallbackTaskStore, RecordAttempt } from '@tongban/callback/server'
import { CaseCommands, CaseLookup } from '@tongban/case/contract'
import { AttachmentStore } from '@tongban/case/server'
import { FireClocks } from '@tongban/deadline/server'
import { KeepCalling, TellCases } from '@tongban/incident/server'
import { FileCase } from '@tongban/intake/server'
import type { Instant } from '@tongban/kernel/core'
import { OrgDirectory } from '@tongban/org/contract'
import { CategorySuggester } from '@tongban/suggestion/contract'
import { Database, statement, type PlatformConfig } from '@tongban/platform/server'
import { FireOrderDeadlines } from '@tongban/supervision/server'
import { createWorker } from './create-worker.js'
import { Agenda } from './demo/agenda.js'
import { DemoCases } from './demo/build-demo-cases.js'
import { Chance } from './demo/chance.js'
import { DEMO_PASSWORD } from './demo/demo-accounts.js'
import { DemoCity } from './demo/demo-city.js'
import { DemoStage } from './demo/demo-stage.js'
import { FrontDesk } from './demo/front-desk.js'
import { samplePhoto } from './demo/sample-photo.js'
import { SimulatedClock } from './demo/simulated-clock.js'
import { UnitStaff, type Hire } from './demo/unit-staff.js'
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
      suggester: app.get(CategorySuggester),
      commands: app.get(CaseCommands),
      cases: app.get(CaseLookup),
      callbackTasks: app.get(CallbackTaskStore),
      recordAttempt: app.get(RecordAttempt),
      photo: { put: async (userId: string) => (await photo.put({ name: '现场照片.png', mediaType: 'image/png', content: samplePhoto(chance.between(7, 18)) }, userId)).id },
      desk: new FrontDesk(app),
      settle: async () => {
        await app.get(FireClocks).fire(clock.now(), 1_000)
        await app.get(FireOrderDeadlines).fireDue()
        await app.get(KeepCalling).sweep()
        await app.get(TellCases).tell()
        await runtime.settle()
      },
    }
    const hire: Hire = async ({ role, ...person }) => {
      const hired = await app.get(ProvisionUser).execute({ ...person, roles: [role], password: DEMO_PASSWORD, outsourced: false }, app.get(SystemPrincipal).principal())
      if (!hired.ok) throw new Error(`The demo could not hire: ${hired.refusal.code} ${JSON.stringify(hired.refusal.params)}`)
      return hired.value.userId
    }
    const city = new DemoCity(app.get(OrgDirectory), accounts, chance, new UnitStaff(hire, chance))
    const stage = new DemoStage(doors, city, new Agenda(until), until)
    await new DemoCases(stage, chance, count, (done, total) => say({ message: 'demo cases', done, total })).build()
  } finally {
    await app.close()
  }
}
