/**
 * Every permission there is, `context.action`, with the Chinese words the administrator reads.
 * A permission marked `decides` settles a case's outcome: an outsourced account never gets it.
 */
export const PERMISSIONS = {
  'case.file': { zh: '受理登记', decides: false },
  'case.answer': { zh: '直接答复', decides: false },
  'case.decline': { zh: '不予受理、转办', decides: false },
  'case.read': { zh: '查看工单', decides: false },
  'case.withdraw': { zh: '登记撤单', decides: false },
  'case.archive': { zh: '归档', decides: true },
  'case.review': { zh: '审核回复', decides: true },
  'case.dispatch': { zh: '派单', decides: true },
  'case.dispatch_automatic': { zh: '系统自动派单', decides: true },
  'case.note_clock': { zh: '系统记录时钟', decides: false },
  'assignment.sign': { zh: '签收', decides: false },
  'assignment.contact': { zh: '登记与群众联系', decides: false },
  'assignment.reply': { zh: '提交办理回复', decides: true },
  'caller.reveal': { zh: '查看诉求人电话姓名', decides: false },
  'callback.work': { zh: '回访', decides: false },
  'dispatch.preview': { zh: '看派单建议', decides: false },
  'dispatch.pool': { zh: '看派单池', decides: false },
  'deadline.read': { zh: '看时限说明', decides: false },
  'measures.read': { zh: '看统计指标', decides: false },
  'board.read': { zh: '看大屏', decides: false },
  'org.read': { zh: '看区划与单位', decides: false },
  'taxonomy.read': { zh: '看分类', decides: false },
  'attachment.upload': { zh: '上传附件', decides: false },
  'attachment.read': { zh: '下载附件', decides: false },
  'access.administer': { zh: '管理账号与角色', decides: false },
  'system.configure': { zh: '系统配置', decides: false },
  'audit.read': { zh: '看审计日志', decides: false },
} as const satisfies Record<string, { zh: string; decides: boolean }>

export type Permission = keyof typeof PERMISSIONS
export const isPermission = (text: string): text is Permission => Object.hasOwn(PERMISSIONS, text)
