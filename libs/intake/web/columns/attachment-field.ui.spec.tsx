import { afterEach, describe, expect, it } from '@jest/globals'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState, type ReactNode } from 'react'
import { ATTACHMENT_ACCEPT, uploadAttachment } from '@tongban/case/contract'
import { fakeApi, refusal, UiTestBed, type FakeApi } from '@tongban/ui/web'
import { newDraft } from '../draft/filing-draft.js'
import { AttachmentField } from './attachment-field.js'

const MB = 1_048_576
let api: FakeApi

const file = (name: string, type: string, size = 1_000): File => Object.defineProperty(new File(['x'], name, { type }), 'size', { value: size })

function Form(): ReactNode {
  const [draft, setDraft] = useState(() => newDraft('key-1'))
  return <AttachmentField draft={draft} change={(change) => setDraft((before) => ({ ...before, ...change }))} complaints={{}} />
}
const show = (answer: () => unknown = () => ({ id: `a${api.requests.length}`, fileName: `第 ${api.requests.length} 个` })): HTMLInputElement => {
  api = fakeApi([{ endpoint: uploadAttachment, answer }])
  render(
    <UiTestBed session={{ userId: 'op1', displayName: '王', permissions: ['attachment.upload'] }}>
      <Form />
    </UiTestBed>,
  )
  return screen.getByLabelText('添加附件', { selector: 'input' })
}
const choose = (picker: HTMLInputElement, ...files: File[]): void => void fireEvent.change(picker, { target: { files } })
const sent = (): string[] => api.requests.map(({ body }) => ((body as FormData).get('file') as File).name)

afterEach(() => {
  cleanup()
  api.restore()
})

describe('attachments of a filing', () => {
  it('may be every kind the policy names, and say how large each may be', () => {
    expect(show().accept).toBe(ATTACHMENT_ACCEPT)
    expect(screen.getByText('图片 20 MB、录音 30 MB、视频 200 MB、文件 20 MB')).toBeTruthy()
  })

  it('are sent as they are chosen, with nothing of where the operator sits', async () => {
    choose(show(), file('来电录音.mp3', 'audio/mpeg'), file('现场.mp4', 'video/mp4', 150 * MB))
    await screen.findByText('第 2 个')
    expect(sent()).toEqual(['来电录音.mp3', '现场.mp4'])
    for (const { body } of api.requests) expect([...(body as FormData).keys()]).toEqual(['file'])
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('too large for their kind are refused before a byte is sent, with the limit; the others go', async () => {
    choose(show(), file('航拍.jpg', 'image/jpeg', 25 * MB), file('路灯.jpg', 'image/jpeg'))
    await screen.findByText('第 1 个')
    expect(sent()).toEqual(['路灯.jpg'])
    expect(screen.getByRole('alert').textContent).toBe('航拍.jpg 没有上传：有 25 MB，图片最多 20 MB')
  })

  it('beyond nine are left out, and it is said', async () => {
    choose(show(), ...Array.from({ length: 10 }, (_, n) => file(`${n}.jpg`, 'image/jpeg')))
    await screen.findByText('第 9 个')
    expect(sent()).toHaveLength(9)
    expect(screen.getByRole('alert').textContent).toBe('最多 9 个附件')
  })

  it('the server refuses are told with its reason', async () => {
    choose(show(() => refusal({ status: 415, code: 'ATTACHMENT_TYPE_FORBIDDEN', detail: '只能上传图片' })), file('程序.jpg', 'image/jpeg'))
    expect((await screen.findByRole('alert')).textContent).toContain('只能上传图片')
  })
})
