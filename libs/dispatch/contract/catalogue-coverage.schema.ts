import { z } from 'zod'
import { answeringScopeSchema } from './catalogue.schema.js'

/** How many pairs of a matter (leaf category) and a township are answered in which way. They add up to `pairs`. */
export const coverageCountsSchema = z.object({
  pairs: z.int(),
  township: z.int(),
  county_department: z.int(),
  city_department: z.int(),
  enterprise: z.int(),
  county_coordinator: z.int(),
  /** No row answers: the county coordinates by default. */
  gap: z.int(),
  /** Two rows are equally narrow: a dispatcher decides. */
  tie: z.int(),
  /** A row answers, but its unit does not exist there: the county stands in. */
  unit_missing: z.int(),
})
export type CoverageCounts = z.output<typeof coverageCountsSchema>

const named = z.object({ id: z.string(), name: z.string() })

/** The whole catalogue as a map: a line for each category of the level, a cell for each county, in the order of `counties`. */
export const catalogueCoverageSchema = z.object({
  /** Null: the draft. */
  version: z.int().nullable(),
  leaves: z.int(), townships: z.int(),
  totals: coverageCountsSchema,
  counties: z.array(named.extend({ townships: z.int() })),
  lines: z.array(z.object({ category: named, leaves: z.int(), totals: coverageCountsSchema, cells: z.array(coverageCountsSchema) })),
})
export type CatalogueCoverage = z.output<typeof catalogueCoverageSchema>

export const coverageOutcomeSchema = z.union([answeringScopeSchema, z.enum(['gap', 'tie', 'unit_missing'])])
export type CoverageOutcome = z.output<typeof coverageOutcomeSchema>

/** Inside one cell: every matter of the category in every township of the county. Townships with one answer share an entry. */
export const coverageCellSchema = z.object({
  category: named, county: named,
  townships: z.int(),
  leaves: z.array(
    z.object({
      category: named,
      answers: z.array(
        z.object({
          outcome: coverageOutcomeSchema,
          unit: named.nullable().describe('镇街直办时为空：各镇街自己'),
          rowIds: z.array(z.string()).describe('用的规则；两条同样具体时都列出'),
          townships: z.array(named),
          /** What other rows answer under their conditions (kind of case, urgency, season). */
          conditionalRowIds: z.array(z.string()),
        }),
      ),
    }),
  ),
})
export type CoverageCell = z.output<typeof coverageCellSchema>
