import { textField, versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { momentField } from '../../contract/procedures.js'

export const meetingHeld = defineCaseEvent({
  type: 'case.meeting_held.v1',
  data: z.strictObject({ disputeId: z.uuid(), at: momentField, place: z.string(), note: z.string() }),
  sentence: ({ at, place, note }, names) => flow(`现场会商：${names.moment(at)}，${place}`, note),
})

export const holdMeeting = defineCaseCommand({
  name: 'hold_meeting',
  zh: '登记现场会商',
  target: 'case',
  permission: 'dispute.convene',
  actor: 'outside_dispute',
  from: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  to: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  body: z.strictObject({
    version: versionField.optional(),
    at: momentField.describe('会商的时刻，毫秒'),
    place: textField('会商地点', { min: 2, max: 100 }),
    note: textField('会商记录', { min: 4, max: 2000 }),
  }),
  events: [meetingHeld],
  refusals: ['OWN_UNIT_FORBIDDEN', 'MEETING_IN_FUTURE'],
  mount: 'generic',
  example: { version: 7, at: 1779243600000, place: '明仁大街与建国路交叉口', note: '三方到场查看灯杆编号，确认为市政道路' },
  rules: ['现场会商不是必经程序；再次登记以最后一次为准，时间线都保留'],
})
