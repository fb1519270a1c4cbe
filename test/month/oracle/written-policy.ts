/** The product's table of clocks (product.md §3), copied by hand: nothing here is taken from the code it judges. */
export type Unit = 'minute' | 'work_minute' | 'work_day' | 'calendar_day'
export type Length = readonly [amount: number, unit: Unit]
export type Kind = 'dispatch' | 'sign' | 'contact' | 'promise' | 'arrive' | 'review' | 'ruling' | 'adjudication' | 'callback'
export type ServiceClass = 'emergency' | 'livelihood' | 'consultation' | 'help_suggestion' | 'complaint_report' | 'complex'

const HOUR = 60

/** class → dispatch, sign, contact, promise */
export const LIMITS: Readonly<Record<ServiceClass, Readonly<Record<'dispatch' | 'sign' | 'contact' | 'promise', Length>>>> = {
  emergency: { dispatch: [10, 'minute'], sign: [30, 'minute'], contact: [30, 'minute'], promise: [2 * HOUR, 'minute'] },
  livelihood: { dispatch: [30, 'minute'], sign: [1 * HOUR, 'minute'], contact: [4 * HOUR, 'minute'], promise: [24 * HOUR, 'minute'] },
  consultation: { dispatch: [4 * HOUR, 'minute'], sign: [2 * HOUR, 'work_minute'], contact: [24 * HOUR, 'minute'], promise: [1, 'work_day'] },
  help_suggestion: { dispatch: [4 * HOUR, 'minute'], sign: [2 * HOUR, 'work_minute'], contact: [24 * HOUR, 'minute'], promise: [5, 'work_day'] },
  complaint_report: { dispatch: [4 * HOUR, 'minute'], sign: [2 * HOUR, 'work_minute'], contact: [24 * HOUR, 'minute'], promise: [5, 'work_day'] },
  complex: { dispatch: [24 * HOUR, 'minute'], sign: [2 * HOUR, 'work_minute'], contact: [24 * HOUR, 'minute'], promise: [15, 'calendar_day'] },
}

/** Return ruling 4 working hours; review, adjudication 1 working day; arriving 2 working hours; callback 3 working days. */
export const RULING_OF: Readonly<Record<string, Length>> = {
  return: [4 * HOUR, 'work_minute'], extension: [4 * HOUR, 'work_minute'],
  shelving: [1, 'work_day'], unreasonable: [1, 'work_day'], termination: [1, 'work_day'], rating_review: [1, 'work_day'],
}
export const REVIEW: Length = [1, 'work_day']
export const ADJUDICATION: Length = [1, 'work_day']
export const ARRIVE: Length = [2 * HOUR, 'work_minute']
export const CALLBACK: Length = [3, 'work_day']

/** How long before its due moment a clock warns; null: it does not. */
export function warnsBefore(kind: Kind, [amount, unit]: Length): readonly [number, 'minute' | 'work_minute'] | null {
  const isWork = unit === 'work_minute' || unit === 'work_day'
  const minutes = unit === 'work_day' || unit === 'calendar_day' ? amount * 24 * HOUR : amount
  if (kind === 'promise' && minutes > 48 * HOUR) return [48 * HOUR, 'minute']
  if (isWork) return minutes > 4 * HOUR ? [2 * HOUR, 'work_minute'] : [30, 'work_minute']
  if (minutes > 4 * HOUR) return [2 * HOUR, 'minute']
  if (minutes > 1 * HOUR) return [30, 'minute']
  return minutes > 15 ? [10, 'minute'] : [3, 'minute']
}

type Classes = 'all' | 'slow' | 'long' | 'brief' | 'fast'
export type Rung = {
  readonly kind: Kind
  readonly code: string
  readonly classes: Classes
  readonly from: 'before' | 'at' | 'after'
  readonly by: Length
  /** Kinds of supervision orders it issues. */
  readonly orders: readonly string[]
}

const rung = (kind: Kind, code: string, classes: Classes, from: Rung['from'], by: Length, orders: readonly string[] = []): Rung => ({ kind, code, classes, from, by, orders })
const AT: Length = [0, 'minute']

/** 升级阶梯. Emergency and livelihood climb fast, by the wall clock; a consultation has one working day, so its warning is brief. */
export const LADDER: readonly Rung[] = [
  rung('promise', 'early_warning', 'long', 'before', [48 * HOUR, 'minute']),
  rung('promise', 'brief_warning', 'brief', 'before', [2 * HOUR, 'work_minute']),
  rung('promise', 'key_supervision', 'long', 'before', [24 * HOUR, 'minute']),
  rung('promise', 'overdue', 'slow', 'at', AT),
  rung('promise', 'routine', 'slow', 'after', [1, 'work_day'], ['routine']),
  rung('promise', 'listed', 'slow', 'after', [3, 'work_day'], ['listed']),
  rung('promise', 'interview', 'slow', 'after', [5, 'work_day'], ['interview', 'joint']),
  rung('promise', 'fast_warning', 'fast', 'before', [30, 'minute']),
  rung('promise', 'fast_overdue', 'fast', 'at', AT),
  rung('promise', 'fast_routine', 'fast', 'after', [1 * HOUR, 'minute'], ['routine']),
  rung('promise', 'fast_listed', 'fast', 'after', [6 * HOUR, 'minute'], ['listed']),
  rung('promise', 'fast_interview', 'fast', 'after', [24 * HOUR, 'minute'], ['interview', 'joint']),
  rung('sign', 'sign_overdue', 'all', 'at', AT),
  rung('sign', 'sign_ignored', 'all', 'after', [4 * HOUR, 'work_minute']),
  rung('contact', 'contact_overdue', 'all', 'at', AT),
  rung('arrive', 'arrive_overdue', 'all', 'at', AT),
  rung('dispatch', 'dispatch_overdue', 'all', 'at', AT),
  rung('dispatch', 'dispatch_unowned', 'slow', 'after', [4 * HOUR, 'minute']),
  rung('dispatch', 'dispatch_ignored', 'slow', 'after', [1, 'work_day']),
  rung('dispatch', 'dispatch_fast_unowned', 'fast', 'after', [20, 'minute']),
  rung('dispatch', 'dispatch_fast_ignored', 'fast', 'after', [1 * HOUR, 'minute']),
  rung('review', 'review_overdue', 'all', 'at', AT),
  rung('callback', 'callback_overdue', 'all', 'at', AT),
  rung('ruling', 'ruling_overdue', 'all', 'at', AT),
  rung('adjudication', 'adjudication_overdue', 'all', 'at', AT),
]

export function climbs({ classes }: Rung, serviceClass: ServiceClass): boolean {
  const isFast = serviceClass === 'emergency' || serviceClass === 'livelihood'
  const isBrief = serviceClass === 'consultation'
  return { all: true, slow: !isFast, long: !isFast && !isBrief, brief: isBrief, fast: isFast }[classes]
}
