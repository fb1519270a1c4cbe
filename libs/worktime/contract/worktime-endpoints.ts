import { defineEndpoint, pageOf, pageQueryShape, textField, versionField, type Endpoint } from '@tongban/kernel/contract'
import { z } from 'zod'
import { calendarDraftSchema, calendarScopeFields, holidayNoticeSchema } from './calendar-draft.schema.js'
import { calendarChangeSchema, calendarPreviewSchema, calendarSummarySchema, calendarYearSchema, holidayReportSchema } from './calendar-view.schema.js'

const reasonField = textField('理由', { min: 2, max: 400 })
const refusesDraft = [
  'CALENDAR_SCOPE_UNKNOWN', 'CALENDAR_NOT_LOADED', 'CALENDAR_SPANS_INVALID', 'CALENDAR_WEEK_INVALID', 'CALENDAR_SEASON_INVALID', 'CALENDAR_DATE_REPEATED', 'CALENDAR_GAP', 'CALENDAR_SEASONS_OVERLAP',
  'NO_WORKING_TIME_AHEAD',
]

export const listCalendars = defineEndpoint({
  name: 'listCalendars', method: 'GET', path: '/calendars', permission: 'worktime.read', tag: 'worktime', summary: '各工作日历：全市的，以及有自己日历的区划和单位',
  query: z.strictObject(pageQueryShape),
  response: pageOf(calendarSummarySchema).extend({ missingYears: z.array(z.int()) }),
})

export const readCalendarYear = defineEndpoint({
  name: 'readCalendarYear', method: 'GET', path: '/calendars/days', permission: 'worktime.read', tag: 'worktime', summary: '一个工作日历的一年（不填为今年）或一个月：每天是什么日子、几点上班、依据什么',
  query: z.strictObject({ ...calendarScopeFields, year: z.coerce.number().int().min(2000).max(2199).optional(), month: z.coerce.number().int().min(1).max(12).optional() }),
  response: calendarYearSchema, refusals: ['CALENDAR_SCOPE_UNKNOWN', 'CALENDAR_NOT_LOADED'],
})

export const listCalendarVersions = defineEndpoint({
  name: 'listCalendarVersions', method: 'GET', path: '/calendars/versions', permission: 'worktime.read', tag: 'worktime', summary: '一个工作日历改过哪些、谁改的、为什么（连同上级日历的改动），最近的在前',
  query: z.strictObject({ ...calendarScopeFields, ...pageQueryShape }), response: pageOf(calendarChangeSchema), refusals: ['CALENDAR_SCOPE_UNKNOWN'],
})

export const previewCalendarChange = defineEndpoint({
  name: 'previewCalendarChange', method: 'POST', path: '/calendars/preview', permission: 'worktime.configure', tag: 'worktime', summary: '预览：哪些日子会变、每月多少工作时间、哪些正在走的时限会移动',
  status: 200, body: calendarDraftSchema, response: calendarPreviewSchema, refusals: refusesDraft,
})

export const applyCalendarChange = defineEndpoint({
  name: 'applyCalendarChange', method: 'POST', path: '/calendars/changes', permission: 'worktime.configure', tag: 'worktime', summary: '改工作日历：成为新的版本，记入审计，正在走的时限重新计算',
  body: z.strictObject({ draft: calendarDraftSchema, expectedVersion: versionField, reason: reasonField }),
  response: z.object({ version: z.int(), changeId: z.string() }),
  refusals: [...refusesDraft, 'CALENDAR_STALE', 'CALENDAR_UNCHANGED', 'IDEMPOTENCY_KEY_REUSED'], idempotent: true,
})

export const importHolidays = defineEndpoint({
  name: 'importHolidays', method: 'POST', path: '/calendars/holidays', permission: 'worktime.configure', tag: 'worktime', summary: '导入一个年度的放假通知；dryRun 只检查和预览。重复导入没有影响',
  status: 200,
  body: z.strictObject({ notice: holidayNoticeSchema, dryRun: z.boolean().default(true), expectedVersion: versionField.optional(), reason: reasonField.optional() }),
  response: holidayReportSchema, refusals: [...refusesDraft, 'CALENDAR_STALE', 'HOLIDAYS_HAVE_PROBLEMS', 'IDEMPOTENCY_KEY_REUSED'], idempotent: true,
})

export const WORKTIME_ENDPOINTS: readonly Endpoint[] = [
  listCalendars, readCalendarYear, listCalendarVersions, previewCalendarChange, applyCalendarChange, importHolidays,
]
