import { describe, expect, it } from '@jest/globals'
import { instant } from '@tongban/kernel/core'
import { ApiProblem, asProblem } from '@tongban/ui/web'
import { memoryPhotoStore } from './photo-store.js'
import { UnsentBox, type UnsentBoxPorts, type UnsentWork } from './unsent-box.js'

const offline = new ApiProblem({ code: 'NETWORK_UNREACHABLE', status: 0, detail: '连不上服务器' })
const refusedProblem = new ApiProblem({ code: 'ASSIGNMENT_STATE_FORBIDS', status: 409, detail: '不能提交回复' })

type World = {
  box: UnsentBox
  sent: UnsentWork[]
  uploaded: string[]
  storage: Map<string, string>
  photos: ReturnType<typeof memoryPhotoStore>
  fail: { send: unknown; upload: unknown }
  again: () => UnsentBox
}

function world(): World {
  const storage = new Map<string, string>()
  const photos = memoryPhotoStore()
  const sent: UnsentWork[] = []
  const uploaded: string[] = []
  const fail: { send: unknown; upload: unknown } = { send: null, upload: null }
  let keys = 0
  const ports: UnsentBoxPorts = {
    store: {
      read: (key) => storage.get(key) ?? null,
      write: (key, value) => Boolean(storage.set(key, value)),
      remove: (key) => void storage.delete(key),
    },
    photos,
    now: () => instant(1_000),
    newKey: () => `key-${++keys}`,
    upload: async (_photo, fileName) => {
      if (fail.upload !== null) throw fail.upload
      uploaded.push(fileName)
      return `attachment-${uploaded.length}`
    },
    send: async (work) => {
      if (fail.send !== null) throw fail.send
      sent.push(work)
    },
    asProblem,
  }
  const again = (): UnsentBox => new UnsentBox('u1', ports)
  return { box: again(), sent, uploaded, storage, photos, fail, again }
}

const draft = (change: Partial<UnsentWork> = {}): Parameters<UnsentBox['submit']>[0] => ({
  action: 'reply',
  assignmentId: 'a1',
  caseId: 'c1',
  number: '1',
  title: '路灯',
  body: { text: '已修复' },
  photos: [],
  ...change,
})

describe('the outbox', () => {
  it('is empty again once the server has taken the work', async () => {
    const { box, sent, storage } = world()
    expect(await box.submit(draft())).toEqual({ kind: 'sent' })
    expect(sent).toHaveLength(1)
    expect(box.works()).toEqual([])
    expect(storage.size).toBe(0)
  })

  it('keeps what the network did not carry over a reload, and sends it later under the same key', async () => {
    const { box, sent, fail, again } = world()
    fail.send = offline
    expect((await box.submit(draft())).kind).toBe('waiting')
    const reloaded = again()
    expect(reloaded.works()).toMatchObject([{ key: 'key-1', state: 'waiting', body: { text: '已修复' } }])
    fail.send = null
    await reloaded.flush()
    expect(sent.map((work) => work.key)).toEqual(['key-1'])
    expect(again().works()).toEqual([])
  })

  it('gives a refusal back to the form and keeps nothing', async () => {
    const { box, fail } = world()
    fail.send = refusedProblem
    expect(await box.submit(draft())).toEqual({ kind: 'refused', problem: refusedProblem })
    expect(box.works()).toEqual([])
  })

  it('keeps what is refused while nobody looks, with the reason, and does not try it for ever', async () => {
    const { box, sent, fail } = world()
    fail.send = offline
    await box.submit(draft())
    fail.send = refusedProblem
    await box.flush()
    expect(box.works()).toMatchObject([{ state: 'refused', problem: '不能提交回复' }])
    fail.send = null
    await box.flush()
    expect(sent).toEqual([])
  })

  it('waits for its owner when the session has ended', async () => {
    const { box, fail } = world()
    fail.send = new ApiProblem({ code: 'NOT_SIGNED_IN', status: 401, detail: '请先登录' })
    expect((await box.submit(draft())).kind).toBe('waiting')
    expect(box.works()).toMatchObject([{ state: 'waiting' }])
  })

  it('sends each photo once, however often the reply is tried', async () => {
    const { box, sent, uploaded, photos, fail } = world()
    await photos.put('p1', new Blob(['1']))
    fail.send = offline
    await box.submit(draft({ photos: [{ id: 'p1', fileName: '修复后.jpg', attachmentId: null }] }))
    fail.send = null
    await box.flush()
    expect(uploaded).toEqual(['修复后.jpg'])
    expect(sent[0]?.photos).toEqual([{ id: 'p1', fileName: '修复后.jpg', attachmentId: 'attachment-1' }])
    expect(await photos.get('p1')).toBeNull()
  })

  it('does not send a reply whose photo is gone from the device', async () => {
    const { box, sent } = world()
    const delivery = await box.submit(draft({ photos: [{ id: 'lost', fileName: '现场.jpg', attachmentId: null }] }))
    expect(delivery).toMatchObject({ kind: 'refused', problem: { code: 'PHOTO_LOST' } })
    expect(sent).toEqual([])
  })

  it('tries one work once at a time', async () => {
    const { box, sent, fail } = world()
    fail.send = offline
    await box.submit(draft())
    fail.send = null
    await Promise.all([box.flush(), box.flush()])
    expect(sent).toHaveLength(1)
  })

  it('keeps the works of two people on one device apart', async () => {
    const { box, fail, storage } = world()
    fail.send = offline
    await box.submit(draft())
    expect([...storage.keys()]).toEqual(['tongban.unsent.u1'])
  })
})
