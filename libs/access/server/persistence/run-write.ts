import type { BatchWrite } from '@tongban/kernel/core'
import type { Tx } from '@tongban/platform/server'

/** A write of another context in a transaction of ours. */
export async function runWrite(tx: Tx, cityCode: string, write: BatchWrite): Promise<void> {
  await tx.run(write.statement, [JSON.stringify([write.row]), cityCode])
}
