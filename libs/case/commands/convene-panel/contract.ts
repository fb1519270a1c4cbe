import { versionField } from '@tongban/kernel/contract'
import { z } from 'zod'
import { defineCaseCommand } from '../../contract/case-command.js'
import { defineCaseEvent, flow } from '../../contract/case-event.js'
import { PANEL_ROLE_ZH, panelMemberSchema } from '../../contract/procedures.js'

export const panelConvened = defineCaseEvent({
  type: 'case.panel_convened.v1',
  data: z.strictObject({ disputeId: z.uuid(), members: z.array(panelMemberSchema) }),
  sentence: ({ members }) => flow('组成会商组', members.map(({ role, name }) => `${PANEL_ROLE_ZH[role]} ${name}`).join('、')),
})

export const convenePanel = defineCaseCommand({
  name: 'convene_panel',
  zh: '组织会商',
  target: 'case',
  permission: 'dispute.convene',
  actor: 'outside_dispute',
  from: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  to: ['in_progress', 'awaiting_review', 'awaiting_callback'],
  body: z.strictObject({
    version: versionField.optional(),
    members: z.array(panelMemberSchema).min(1, '至少一名会商组成员').max(12).describe('热线中心、编办、司法行政必须有人；纪检监察、专家可以参加'),
  }),
  events: [panelConvened],
  refusals: ['OWN_UNIT_FORBIDDEN'],
  mount: 'generic',
  example: {
    version: 6,
    members: [{ role: 'hotline_centre', name: '白音娜' }, { role: 'staffing_office', name: '孙立新' }, { role: 'justice', name: '乌兰' }],
  },
  rules: ['会商组可以先报一部分人，再次组织以最后一次为准', '热线中心、编办、司法行政三方到齐后才能裁定；纪检监察、专家可以参加'],
})
