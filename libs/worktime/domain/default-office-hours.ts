import type { WeeklyHours, WorkSpan } from '@tongban/worktime/contract'

const OFFICE_DAY: readonly WorkSpan[] = [
  { startMinute: 8 * 60 + 30, endMinute: 12 * 60 },
  { startMinute: 14 * 60 + 30, endMinute: 17 * 60 + 30 },
]
const REST: readonly WorkSpan[] = []

/**
 * Office hours an installation starts with, meant to be edited. Tongliao's own notice was not found; the neighbouring Xilingol league
 * calls 8:00–8:30, 12:00–14:30 and 17:30–18:00 of a working day extended service, which leaves 8:30–12:00 and 14:30–17:30 as its hours.
 */
export const DEFAULT_OFFICE_HOURS: WeeklyHours = {
  name: '机关办公时间',
  validFrom: null,
  validTo: null,
  season: null,
  week: [OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, OFFICE_DAY, REST, REST],
  makeUpDay: OFFICE_DAY,
  source:
    '内蒙古办公时间，参照锡林郭勒盟政务服务中心 2022-07-19 延时服务公告 http://www.xlgl.gov.cn/xmxxgk/xxgk/tzgg/202207/t20220720_2896399.html',
}
