import path from 'node:path'
import { productNode } from '../../lib/node-runtime.mjs'
import { ROOT } from '../../lib/paths.mjs'
import { readAccounts } from '../../lib/product.mjs'
import * as say from '../../lib/say.mjs'
import { runOrFail } from '../../lib/task.mjs'

/** Reference data and the demo accounts, no case. @returns {Promise<{ userName: string, password: string }[]>} */
export async function provideAccounts(services) {
  await say.step('建演示账号 · Making the demo accounts', () =>
    runOrFail('accounts', productNode(), ['--enable-source-maps', path.join(ROOT, 'apps/worker/dist/seed.js'), '--accounts'], {
      env: { ...services.env, NODE_ENV: 'production' },
      logFile: path.join(services.logDir, 'accounts.log'),
      record: services.record,
    }),
  )
  return readAccounts(services.env.TONGBAN_DATA_DIR)
}
