import { describe, expect, it } from '@jest/globals'
import { PEOPLE, closed, dispatched, filed, given, upToCallback, upToReply } from '@tongban/testing/server'
import { CASE_COMMANDS } from '../contracts.js'

const body = { text: '昨晚又有两盏灯不亮，在供销社门口' }

describe('adding facts', () => {
  it('rule 9: what is new is told on the case there is, word for word', () => {
    for (const events of [[filed()], [filed(), dispatched()], upToReply(), upToCallback()]) {
      const story = given(...events)
      const state = story.when('add_facts', { by: PEOPLE.operator, body }).thenEvents({ type: 'case.facts_added.v1', data: { text: body.text, attachmentIds: [] } })
      expect(state).toEqual(story.state)
    }
  })

  it('needs something to add', () => {
    expect(CASE_COMMANDS.add_facts.body.safeParse({ text: ' ' }).success).toBe(false)
    expect(CASE_COMMANDS.add_facts.body.safeParse({ text: '灯'.repeat(2001) }).success).toBe(false)
  })

  it('is refused when the case is closed, and to who handles it', () => {
    given(...upToCallback(), closed()).when('add_facts', { by: PEOPLE.operator, body }).thenRefused('CASE_STATE_FORBIDS')
    given(filed(), dispatched()).when('add_facts', { by: PEOPLE.handler, body }).thenRefused('PERMISSION_MISSING')
  })
})
