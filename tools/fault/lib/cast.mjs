import { signIn } from '../../bench/lib/api-client.mjs'
import { callsFrom } from '../../bench/lib/calls.mjs'

/** Who plays: two operators, a dispatcher, a reviewer, two callback agents, and a handler for every unit that has an account. */
export async function cast(api, pool, { accounts, cityCode }) {
  const sessionsOf = async (prefix) => {
    const sessions = []
    for (const account of accounts.filter(({ userName }) => userName.startsWith(prefix))) sessions.push(await signIn(api, account))
    return sessions
  }
  const people = {
    operators: await sessionsOf('operator'),
    dispatchers: await sessionsOf('dispatcher'),
    reviewers: await sessionsOf('reviewer'),
    agents: await sessionsOf('callback'),
  }
  const handling = [...(await sessionsOf('township')), ...(await sessionsOf('department')), ...(await sessionsOf('enterprise'))]
  const units = await unitsOf(handling)
  const homes = `SELECT division_code FROM org_unit WHERE city_code = $1 AND level = 'township' AND id = ANY($2)`
  const { rows } = await pool.query(homes, [cityCode, [...units.keys()]])
  const nextCall = await callsFrom((sql, values) => pool.query(sql, values), {
    cityCode, seed: 54321, homes: rows.map((row) => row.division_code), operator: people.operators[0],
  })
  return { people, handlers: units, nextCall }
}

async function unitsOf(sessions) {
  const units = new Map()
  for (const session of sessions) units.set((await session.send('GET', '/session')).body.unit.id, session)
  return units
}
