import type { INestApplicationContext } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Clock } from '@tongban/kernel/core'
import { PlatformConfig } from '@tongban/platform/server'
import { cloneDatabase, testConfig, type TemplateSeed } from '@tongban/testing/server'
import { createApi } from '../../apps/api/create-api.js'
import { createWorker } from '../../apps/worker/create-worker.js'
import { DEMO_PASSWORD } from '../../apps/worker/demo/demo-accounts.js'
import { loadReferenceData, provisionDemoAccounts } from '../../apps/worker/reference-data.js'
import { WorkerRuntime } from '../../apps/worker/worker.module.js'
import { SignedIn } from './signed-in.js'

/** Reference data and the demo accounts, loaded once a run into the template every test database is copied from. */
const SEED: TemplateSeed = {
  name: 'reference data and demo accounts',
  run: async (url) => {
    const app = await createWorker(await testConfig(url), { autonomous: false })
    await loadReferenceData(app, () => undefined)
    await provisionDemoAccounts(app, () => undefined)
    await app.close()
  },
}

export type System = {
  readonly config: PlatformConfig
  readonly api: NestFastifyApplication
  readonly worker: INestApplicationContext
  readonly runtime: WorkerRuntime
  /** `http://127.0.0.1:port` */
  readonly address: string
  /** A session of a demo account, over real HTTP. */
  signIn(userName: string): Promise<SignedIn>
  stop(): Promise<void>
}

/**
 * The whole product in this process, on a private database and a private corner of Redis: api listening, worker running by itself
 * (`autonomous`, the default) or stepped by the test through `runtime.settle()`.
 */
export async function startSystem(options: { clock?: Clock; autonomous?: boolean; env?: Record<string, string> } = {}): Promise<System> {
  const database = await cloneDatabase(SEED)
  const config = await testConfig(database.url, options.env ?? {})
  const api = await createApi(config, options.clock)
  const worker = await createWorker(config, { autonomous: options.autonomous ?? true, ...(options.clock ? { clock: options.clock } : {}) })
  await api.listen(0, '127.0.0.1')
  const address = await api.getUrl()
  return {
    config,
    api,
    worker,
    runtime: worker.get(WorkerRuntime),
    address,
    signIn: (userName) => SignedIn.open(address, userName, DEMO_PASSWORD),
    stop: async () => {
      await worker.close()
      await api.close()
      await database.drop()
    },
  }
}
