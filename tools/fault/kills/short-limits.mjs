/** In minutes, the shortest the table knows: clocks of a run of a few minutes warn, run out, climb, and are settled at the last moment. */
const LIMITS = { dispatch: 1, sign: 1, contact: 1, promise: 2 }

const minutes = (amount) => ({ amount, unit: 'minute' })
const SUPERVISORS = [{ level: 'city', role: 'supervisor' }]

/** A ladder of the same kinds of rungs as the product's, a minute apart: it urges before, at the moment, and orders after. */
const LADDER = [
  { code: 'soon', name: '临期', kinds: ['promise'], offset: { when: 'before', ...minutes(1) }, actions: [{ do: 'notify', to: SUPERVISORS }] },
  { code: 'overdue', name: '超期', kinds: ['promise', 'sign', 'dispatch'], offset: { when: 'at' }, actions: [{ do: 'urge', to: SUPERVISORS }] },
  {
    code: 'routine', name: '日常督办', kinds: ['promise'], offset: { when: 'after', ...minutes(1) },
    actions: [{ do: 'order', kind: 'routine', replyWithin: minutes(120), to: SUPERVISORS }],
  },
  { code: 'unowned', name: '无人承办', kinds: ['dispatch'], offset: { when: 'after', ...minutes(1) }, actions: [{ do: 'notify', to: SUPERVISORS }] },
].map((rung) => ({ ...rung, serviceClasses: null }))

/**
 * Adds a version to the table of limits, as an administrator would: every class of the version in force, with short limits. A promise warns
 * a minute before it is due. To be done before the product starts, which reads the table once.
 * @param {import('pg').Pool} pool
 * @param {string} cityCode
 */
export async function shortenLimits(pool, cityCode) {
  const latest = 'SELECT version, valid_from, valid_to, rules FROM deadline_policy WHERE city_code = $1 ORDER BY version DESC LIMIT 1'
  const { rows } = await pool.query(latest, [cityCode])
  const { version, valid_from, valid_to, rules } = rows[0]
  const limits = Object.fromEntries(Object.entries(LIMITS).map(([kind, amount]) => [kind, minutes(amount)]))
  const short = {
    ...rules,
    rows: rules.rows.map((row) => ({ ...row, limits })),
    warnRules: [{ kinds: ['promise'], counts: 'any', longerThanMinutes: 1, before: minutes(1) }],
    ladder: LADDER,
  }
  await pool.query('INSERT INTO deadline_policy (city_code, version, valid_from, valid_to, rules) VALUES ($1, $2, $3, $4, $5)', [
    cityCode, version + 1, valid_from, valid_to, JSON.stringify(short),
  ])
}
