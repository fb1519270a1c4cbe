import type { DivisionCode, UnitId } from '@tongban/kernel/core'
import type { Division } from './division.schema.js'
import type { FunctionCode } from './function-code.schema.js'
import type { Unit, UnitKind } from './unit.schema.js'

/**
 * The division tree and the units of one city, held whole in memory (about 2,700 places, 450 units), so every answer is synchronous.
 * An unknown code or id gives null or an empty list, never an exception: callers turn that into their own refusal.
 * Lists come in code order.
 */
export abstract class OrgDirectory {
  abstract division(code: DivisionCode): Division | null
  abstract childrenOf(code: DivisionCode): readonly Division[]
  /** From the city down to the division itself; empty when unknown. */
  abstract pathOf(code: DivisionCode): readonly Division[]
  /** The county a division is or lies in; null for the city and for the unknown. */
  abstract countyOf(code: DivisionCode): Division | null
  /** The township a division is or lies in; null above townships. */
  abstract townshipOf(code: DivisionCode): Division | null
  abstract allDivisions(): readonly Division[]

  abstract unit(id: UnitId): Unit | null
  /** Units answering for exactly this division. */
  abstract unitsOf(code: DivisionCode): readonly Unit[]
  /** The township unit answering for a township or for a village inside it. */
  abstract townshipUnit(code: DivisionCode): Unit | null
  /** The coordinating unit (旗县统筹) of the county a division is or lies in. */
  abstract coordinatorOf(code: DivisionCode): Unit | null
  /**
   * The unit of a kind that answers for a function. With a county: that county's own unit;
   * an enterprise the county has none of serves from the city.
   * With null: the city's unit. A county department never stands in for another county's.
   */
  abstract unitByFunction(kind: UnitKind, functionCode: FunctionCode, countyCode: DivisionCode | null): Unit | null
  abstract allUnits(): readonly Unit[]
}
