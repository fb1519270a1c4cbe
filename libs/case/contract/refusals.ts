import { defineRefusals } from '@tongban/kernel/contract'

export const CASE_REFUSALS = defineRefusals({
  CASE_NOT_FOUND: { status: 404, zh: '没有这件工单，或者不在您的查看范围内', en: 'No such case within your reach' },
  ASSIGNMENT_NOT_FOUND: { status: 404, zh: '没有这项承办任务，或者不在您的查看范围内', en: 'No such assignment within your reach' },
  CASE_STATE_FORBIDS: { status: 409, zh: '工单现在是“{statusZh}”，不能{actionZh}', en: 'A case that is {status} does not allow {action}' },
  ASSIGNMENT_STATE_FORBIDS: { status: 409, zh: '承办任务现在是“{statusZh}”，不能{actionZh}', en: 'An assignment that is {status} does not allow {action}' },
  CASE_VERSION_STALE: { status: 409, zh: '工单已被更新（您看到的是第 {seen} 版，现在是第 {current} 版），请看最新情况后再操作', en: 'Stale version {seen}: the case is at {current}' },
  NOT_YOUR_ASSIGNMENT: { status: 403, zh: '这项任务由{unitName}承办，只有该单位可以{actionZh}', en: 'Only {unitName} may do this' },
  ASSIGNMENT_IS_COPY: { status: 409, zh: '抄送件不承担办理任务', en: 'A copy carries no duty' },
  OWN_UNIT_FORBIDDEN: { status: 403, zh: '不能{actionZh}本单位承办的工单', en: 'You may not do this to a case your own unit handles' },
  REPLY_NEEDS_CONTACT: { status: 409, zh: '回复前要先登记与群众的联系，或说明无法联系的原因', en: 'A reply needs a logged contact or a coded reason' },
  REPLY_NEEDS_EVIDENCE: { status: 422, zh: '这类诉求的回复要附现场照片等佐证', en: 'This category needs evidence with the reply' },
  UNIT_UNKNOWN: { status: 422, zh: '没有编号为 {unitId} 的单位', en: 'No unit {unitId}' },
  UNIT_CANNOT_LEAD: { status: 422, zh: '{unitName}不能作为主办单位', en: '{unitName} cannot lead' },
  DEPARTMENT_ONLY: { status: 422, zh: '这类诉求应由部门办理，不得派给乡镇街道', en: 'This matter is for a department, never a township' },
  ATTACHMENT_UNKNOWN: { status: 422, zh: '附件 {attachmentId} 不存在、已用于别的工单，或不是您上传的', en: 'Attachment {attachmentId} is not yours to use' },
  ATTACHMENT_TYPE_FORBIDDEN: { status: 415, zh: '只能上传 JPG、PNG、WebP 图片或 PDF，按内容检查', en: 'Only JPEG, PNG, WebP or PDF, judged by content' },
  CALLBACK_INDEPENDENCE: { status: 403, zh: '回访员不能属于承办单位', en: 'A callback agent may not belong to a handling unit' },
})
