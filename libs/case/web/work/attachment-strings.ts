import { registerStrings } from '@tongban/ui/web'

export const { useText: useAttachmentText } = registerStrings('caseAttachments', {
  zh: {
    'evidence.taken': '拍摄于 {moment}',
    'evidence.place': '{latitude}, {longitude}',
    'evidence.exif': '照片自带',
    'evidence.client': '上传者设备提供',
    'evidence.exifWhy': '拍摄设备写在照片里的时间和地点，由系统读出；设备的时钟和定位可能不准，也可能被改过。',
    'evidence.clientWhy': '上传者的设备报告的时间和地点，系统没有从照片本身读到。',
    'player.audio': '录音 {fileName}',
    'player.video': '视频 {fileName}',
    'changes.title': '您打开之后发生了：',
    'changes.by': '{name}（{unit}）',
  },
  en: {
    'evidence.taken': 'Taken {moment}',
    'evidence.place': '{latitude}, {longitude}',
    'evidence.exif': 'from the photo itself',
    'evidence.client': 'said by the uploader’s device',
    'evidence.exifWhy': 'Time and place as the camera wrote them into the photo, read by the system; a camera’s clock and position may be wrong, or changed.',
    'evidence.clientWhy': 'Time and place as the uploader’s device reported them; the photo itself did not show them.',
    'player.audio': 'Recording {fileName}',
    'player.video': 'Video {fileName}',
    'changes.title': 'Since you opened it:',
    'changes.by': '{name} ({unit})',
  },
})
