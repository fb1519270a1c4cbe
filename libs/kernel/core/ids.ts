declare const brand: unique symbol
type Id<Name extends string> = string & { readonly [brand]: Name }

/** Administrative code of the city an installation serves, six digits, e.g. 150500 for Tongliao. Leads every key. */
export type CityCode = Id<'city'>
/** GB/T 2260 and statistical division code: 6, 9 or 12 digits for county, township, village. */
export type DivisionCode = Id<'division'>
export type CategoryCode = Id<'category'>
export type UnitId = Id<'unit'>
export type UserId = Id<'user'>
export type CaseId = Id<'case'>
export type AssignmentId = Id<'assignment'>
export type ClockId = Id<'clock'>
export type EventId = Id<'event'>
export type AttachmentId = Id<'attachment'>

/** Brands a string that has been validated or was read from our own store. */
export const idOf = <T extends string>(value: string): T => value as T
