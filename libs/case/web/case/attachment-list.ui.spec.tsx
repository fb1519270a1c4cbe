import { describe, expect, it } from '@jest/globals'
import { render, screen } from '@testing-library/react'
import { UiTestBed } from '@tongban/ui/web'
import type { AttachmentView } from '../../contract/index.js'
import { AttachmentList } from './attachment-list.js'

const ID = '0197a000-0000-7000-8000-000000000001'
const file = (changes: Partial<AttachmentView>): AttachmentView => ({
  id: ID, fileName: '现场.jpg', mediaType: 'image/jpeg', bytes: 120_000, url: `/api/v1/files/${ID}?e=1&s=x`, evidence: null, ...changes,
})
const show = (...given: AttachmentView[]): void => {
  const attachments = given.map((one, index) => ({ ...one, id: `${ID.slice(0, -1)}${index + 1}` }))
  render(
    <UiTestBed session={{ userId: 'me', permissions: [] } as never}>
      <AttachmentList attachments={attachments} />
    </UiTestBed>,
  )
}

describe('the attachments of a case', () => {
  it('show a photo by its short-lived link, and open it by the one that lasts', () => {
    show(file({}))
    expect(screen.getByRole('img').getAttribute('src')).toBe(`/api/v1/files/${ID}?e=1&s=x`)
    expect(screen.getByRole('link').getAttribute('href')).toBe(`/api/v1/attachments/${ID}`)
  })

  it('play sound and film where they stand, and link documents', () => {
    show(
      file({ fileName: '录音.mp3', mediaType: 'audio/mpeg' }),
      file({ fileName: '现场.mp4', mediaType: 'video/mp4' }),
      file({ fileName: '答复函.docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }),
    )
    for (const [label, tag, last] of [['录音 录音.mp3', 'AUDIO', 1], ['视频 现场.mp4', 'VIDEO', 2]] as const) {
      const player = screen.getByLabelText(label)
      expect([player.tagName, player.getAttribute('src')]).toEqual([tag, `/api/v1/attachments/${ID.slice(0, -1)}${last}`])
    }
    expect(screen.getByRole('link').textContent).toBe('答复函.docx')
  })

  it('say when and where a photo was taken, and whose word that is', () => {
    const evidence = { takenAt: '2026-11-20T01:30:15.000Z', latitude: 43.65225, longitude: 122.2435 }
    show(file({ evidence: { ...evidence, source: 'exif' } }), file({ evidence: { ...evidence, takenAt: null, source: 'client' } }))
    const [exif, client] = screen.getAllByText('43.65225, 122.24350').map((place) => place.parentElement)
    expect(exif?.textContent).toMatch(/拍摄于 .*09:30.*照片自带/)
    expect([client?.textContent?.includes('拍摄于'), client?.textContent]).toEqual([false, expect.stringContaining('上传者设备提供')])
    expect(exif?.title).toContain('可能')
  })
})
