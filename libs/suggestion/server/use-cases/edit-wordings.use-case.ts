import { Inject, Injectable } from '@nestjs/common'
import type { Principal } from '@tongban/access/contract'
import { IdGen } from '@tongban/kernel/core'
import { Refused } from '@tongban/platform/server'
import type { UrgencyWordingDraft } from '../../contract/suggestion-model.schema.js'
import { compileUrgencyWordings, detectUrgency } from '../../domain/detect-urgency.js'
import { readWordingPattern, type PatternFault } from '../../domain/wording-pattern.js'
import type { WordingRow } from '../persistence/suggestion-state.store.js'
import { SuggestionWriting } from './change-suggestions.use-case.js'

const WHY: Readonly<Record<PatternFault['what'], string>> = {
  empty: '没有写字，或什么都可以不说', too_long: '太长', character: '只能用文字、数字和（ ）| ? … #', bracket: '括号没有配好，或括号里少了字', optional: '“?”前面要有字或括号', depth: '括号套得太深',
}

/** What an editor does with a wording. It is tried on its own examples before it is kept. Throws Refused. */
@Injectable()
export class EditWordings {
  constructor(
    @Inject(SuggestionWriting) private readonly writing: SuggestionWriting,
    @Inject(IdGen) private readonly ids: IdGen,
  ) {}

  async add(draft: UrgencyWordingDraft, by: Principal): Promise<{ id: string; version: number }> {
    const id = this.ids.next()
    await this.put(rowOf(id, draft, 1, by, this.writing.clock.now()), by, 'suggestion.add_wording')
    return { id, version: 1 }
  }

  async change(id: string, draft: UrgencyWordingDraft, version: number, by: Principal): Promise<{ version: number }> {
    const before = (await this.writing.states.wordings()).find((row) => row.id === id)
    if (before === undefined) throw new Refused({ code: 'WORDING_UNKNOWN', params: {} })
    if (before.version !== version) throw new Refused({ code: 'WORDING_STALE', params: {} })
    await this.put(rowOf(id, draft, version + 1, by, this.writing.clock.now()), by, 'suggestion.change_wording')
    return { version: version + 1 }
  }

  private async put(row: WordingRow, by: Principal, action: string): Promise<void> {
    requireGoodWording(row)
    const { states, book } = this.writing
    await states.transaction(async (tx) => {
      await states.lock(tx)
      if (!(await states.putWording(tx, row))) throw new Refused({ code: 'WORDING_STALE', params: {} })
      await states.nextRevision(tx)
      await this.writing.record(tx, by, action, `suggestion-wording-${row.id}`, { version: row.version, kind: row.kind, urgency: row.urgency, enabled: row.enabled })
    })
    await book.reload()
  }
}

const rowOf = (id: string, draft: UrgencyWordingDraft, version: number, by: Principal, at: WordingRow['changed_at']): WordingRow => ({
  id, name: draft.name, kind: draft.kind, urgency: draft.urgency, words: draft.words, with_any: draft.withAny, near_any: draft.nearAny, unless_near: draft.unlessNear, is_lack: draft.isLack,
  even_if_supposed: draft.evenIfSupposed, enabled: draft.enabled, examples: draft.examples, counter_examples: draft.counterExamples, version, changed_by: by.userId, changed_at: at,
})

/** Every line well written, every example raised and no counterexample, by this wording alone. */
function requireGoodWording(row: WordingRow): void {
  for (const pattern of [...row.words, ...row.with_any, ...row.near_any, ...row.unless_near]) {
    const read = readWordingPattern(pattern)
    if ('what' in read) throw new Refused({ code: 'WORDING_PATTERN_INVALID', params: { pattern, why: WHY[read.what] } })
  }
  const alone = compileUrgencyWordings([{
    id: row.id, name: row.name, kind: row.kind, urgency: row.urgency, words: row.words, withAny: row.with_any, nearAny: row.near_any, unlessNear: row.unless_near, isLack: row.is_lack,
    evenIfSupposed: row.even_if_supposed, enabled: true, examples: row.examples, counterExamples: row.counter_examples,
  }])
  const missed = row.examples.find((example) => detectUrgency(example, alone) === null)
  if (missed !== undefined) throw new Refused({ code: 'WORDING_EXAMPLE_MISSED', params: { example: missed } })
  for (const example of row.counter_examples) {
    const raised = detectUrgency(example, alone)
    if (raised !== null) throw new Refused({ code: 'WORDING_COUNTER_EXAMPLE_RAISED', params: { example, words: raised.words.join('、') } })
  }
}
