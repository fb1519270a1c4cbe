import { built } from './built.mjs'

/**
 * Calls as a hotline gets them: the demo's texts at real places of the division tree, repeatable by `seed`.
 * @param {(sql: string, values: unknown[]) => Promise<{ rows: any[] }>} query
 * @param {object} options
 * @param {string} options.cityCode
 * @param {number} options.seed
 * @param {readonly string[] | null} [options.homes] townships (codes) the calls come from; null is all
 * @param {import('./api-client.mjs').Session} options.operator asks the system for each text's category and takes the first suggestion
 * @returns {Promise<() => object>} gives the next body of `POST /cases`
 */
export async function callsFrom(query, { cityCode, seed, homes = null, operator }) {
  const { SCENARIOS, SURNAMES } = await built('apps/worker/dist/demo/scenarios.js')
  const { Chance } = await built('apps/worker/dist/demo/chance.js')
  const chance = new Chance(seed)
  const places = await placesOf(query, cityCode, homes)
  const categories = await categoriesOf(SCENARIOS, operator)
  return () => {
    const place = chance.pick(places)
    const scenario = chance.weighted(SCENARIOS.filter((item) => item.where === 'any' || (item.where === 'rural') === place.rural))
    return {
      caller: {
        phone: `1${chance.pick(['38', '39', '50', '51', '86', '88'])}${String(Math.floor(chance.next() * 1e8)).padStart(8, '0')}`,
        name: `${chance.pick(SURNAMES)}${chance.pick(['先生', '女士'])}`,
        sealed: scenario.caseType === 'report',
        wantsCallback: chance.yes(0.93),
      },
      channel: chance.pick(['phone', 'phone', 'phone', 'wechat', 'web']),
      caseType: scenario.caseType,
      description: scenario.text.replace('{地}', place.spoken),
      placeText: place.spoken,
      categoryCode: categories.get(scenario) ?? null,
    }
  }
}

/** What an operator does while the caller speaks: looks at the suggested categories and takes the first. */
async function categoriesOf(scenarios, operator) {
  const categories = new Map()
  for (const scenario of scenarios) {
    const description = scenario.text.replace('{地}', '')
    const { status, body } = await operator.send('POST', '/intake/suggestions', { body: { description, caseType: scenario.caseType } })
    if (status !== 200) throw new Error(`POST /intake/suggestions answered ${status} ${body?.code ?? ''}`)
    categories.set(scenario, body.categories[0]?.code)
  }
  return categories
}

const RURAL = ['village', 'gacha', 'farm_unit']

/** Villages and communities as callers say them: county, township, village. */
async function placesOf(query, cityCode, homes) {
  const { rows } = await query(
    `SELECT c.name AS county, t.name AS township, v.name AS village, v.kind FROM org_division v
     JOIN org_division t ON t.city_code = v.city_code AND t.code = v.parent_code
     JOIN org_division c ON c.city_code = t.city_code AND c.code = t.parent_code
     WHERE v.city_code = $1 AND v.level = 'village' AND ($2::text[] IS NULL OR t.code = ANY($2)) ORDER BY v.code`,
    [cityCode, homes],
  )
  return rows.map(({ county, township, village, kind }) => ({
    spoken: `${county}${township.replace(/街道办事处$/, '街道')}${village.replace(/(村民|居民|嘎查)?委员会$/, (_, of) => (of === '嘎查' ? '嘎查' : ''))}`,
    rural: RURAL.includes(kind),
  }))
}
