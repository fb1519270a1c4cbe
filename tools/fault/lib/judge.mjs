import * as say from '../../lib/say.mjs'
import { verify } from '../kills/verify.mjs'
import { counted } from './findings.mjs'

/** Lets everything come to rest and holds the database against what was acknowledged. */
export async function judge(stage) {
  const lastEvent = await stage.rest()
  const found = await say.step('核对 · Verifying', () => verify(stage.pool, { cityCode: stage.cityCode, ledger: stage.ledger, lastEvent }))
  return { ...found, unavailableAnswers: stage.ledger.unavailable, surprises: counted(stage.ledger.surprises) }
}
