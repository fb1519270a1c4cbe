import { z } from 'zod'

/** What happened. Who is called beside the places themselves follows from it: `domain/responders.ts`. */
export const incidentKindSchema = z.enum([
  'water_main_burst', 'power_outage', 'heating_outage', 'gas_leak', 'flood', 'fire', 'road_blocked', 'extreme_weather', 'pollution', 'public_health', 'gathering', 'other',
])
export type IncidentKind = z.output<typeof incidentKindSchema>

export const INCIDENT_KIND_ZH: Readonly<Record<IncidentKind, string>> = {
  water_main_burst: '供水管网爆裂', power_outage: '大面积停电', heating_outage: '停暖', gas_leak: '燃气泄漏', flood: '洪水内涝', fire: '火灾', road_blocked: '道路中断、塌陷',
  extreme_weather: '极端天气', pollution: '环境污染', public_health: '公共卫生', gathering: '群体聚集', other: '其他',
}

/** The four grades of the national emergency response law (突发事件应对法), the gravest last. */
export const incidentLevelSchema = z.enum(['general', 'larger', 'major', 'extraordinary'])
export type IncidentLevel = z.output<typeof incidentLevelSchema>
export const INCIDENT_LEVEL_ZH: Readonly<Record<IncidentLevel, string>> = { general: '一般', larger: '较大', major: '重大', extraordinary: '特别重大' }

export const incidentStatusSchema = z.enum(['open', 'responding', 'contained', 'closed', 'cancelled'])
export type IncidentStatus = z.output<typeof incidentStatusSchema>
export const INCIDENT_STATUS_ZH: Readonly<Record<IncidentStatus, string>> = { open: '已启动', responding: '处置中', contained: '已控制', closed: '已结束', cancelled: '误报撤销' }

export const postLevelSchema = z.enum(['city', 'county', 'township', 'village'])
export type PostLevel = z.output<typeof postLevelSchema>
export const POST_LEVEL_ZH: Readonly<Record<PostLevel, string>> = { city: '市级', county: '旗县区', township: '镇街（苏木）', village: '嘎查村（社区）' }

/** `exhausted`: everybody in line was called and nobody answered; `no_contact`: nobody was on duty; `released`: the incident ended before an answer. */
export const postStateSchema = z.enum(['calling', 'acknowledged', 'exhausted', 'no_contact', 'released'])
export type PostState = z.output<typeof postStateSchema>
export const POST_STATE_ZH: Readonly<Record<PostState, string>> = { calling: '等待确认', acknowledged: '已确认', exhausted: '无人应答', no_contact: '无人值班', released: '已解除' }

export const callStateSchema = z.enum(['called', 'acknowledged', 'missed', 'released'])
export type CallState = z.output<typeof callStateSchema>

export const ackWaySchema = z.enum(['app', 'phone'])
export type AckWay = z.output<typeof ackWaySchema>

/** How deep calls go: to counties, townships, or every village of the area. */
export const callDepthSchema = z.enum(['county', 'township', 'village'])
export type CallDepth = z.output<typeof callDepthSchema>

export const progressKindSchema = z.enum(['progress', 'measure'])
export type ProgressKind = z.output<typeof progressKindSchema>

export const MOST_CASES = 2_000
/** A prefecture down to its villages has under 3,000. */
export const MOST_POSTS = 3_000
export const MOST_AREAS = 20
