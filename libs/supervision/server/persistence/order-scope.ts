import { may, scopePredicate, type Principal, type SqlPredicate } from '@tongban/access/contract'

const COLUMNS = { countyCode: 'o.county_code', unitIds: 'o.unit_ids', recusedUnitIds: 'o.recused_unit_ids' }

/** Somebody who only joins in: discipline inspection beside no supervising role. */
const joinsOnly = (principal: Principal): boolean =>
  principal.scope.kind === 'city' && may(principal, 'supervision.join') && !may(principal, 'supervision.issue') && !may(principal, 'instruction.write')

/**
 * Which orders a person sees, as one condition on `supervision_order o`, for ledger, counts, export, page and case alike. A unit sees what is addressed to
 * it and what it joins in, a county also what lies in it, the city all; nobody what is about their own unit. Discipline inspection sees what it is for:
 * listed, interview and joint orders, orders about problem cases and lapsed rulings, those it judges, and those it is named in; not every urge.
 */
export function orderScope(principal: Principal, firstParam: number): SqlPredicate {
  const { sql, params } = scopePredicate(principal.scope, COLUMNS, firstParam)
  if (!joinsOnly(principal)) return { sql, params }
  const unit = firstParam + params.length
  return {
    sql: `(${sql} AND (o.kind IN ('listed', 'interview', 'joint') OR o.origin IN ('problem_case', 'lapse') OR o.body ->> 'reviewers' = 'discipline' OR o.unit_ids @> ARRAY[$${unit}]::text[]))`,
    params: [...params, principal.unitId],
  }
}
