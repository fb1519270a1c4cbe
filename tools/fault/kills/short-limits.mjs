/** In minutes, the shortest the table knows: clocks of a run of a few minutes warn, run out, and are settled at the last moment. */
const LIMITS = { dispatch: 1, sign: 1, contact: 1, promise: 2 }

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
  const limits = Object.fromEntries(Object.entries(LIMITS).map(([kind, amount]) => [kind, { amount, unit: 'minute' }]))
  const short = {
    ...rules,
    rows: rules.rows.map((row) => ({ ...row, limits })),
    warnRules: [{ kinds: ['promise'], counts: 'any', longerThanMinutes: 1, before: { amount: 1, unit: 'minute' } }],
  }
  await pool.query('INSERT INTO deadline_policy (city_code, version, valid_from, valid_to, rules) VALUES ($1, $2, $3, $4, $5)', [
    cityCode, version + 1, valid_from, valid_to, JSON.stringify(short),
  ])
}
