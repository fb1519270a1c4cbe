import { matterFrom } from './call-texts.mjs'

const PIECE = 5_000
const SAMPLE = 20_000
const WINDOW_DAYS = 180
const INSERT = `INSERT INTO duplicate_signature (city_code, case_id, filed_at, division_code, category_code, township_code, category_family, caller_hash, keys, grams, look_again_at)
  SELECT $1, uuidv7(r.at - now()), r.at, r.division, r.category, left(r.division, 9), left(r.category, 4), r.caller, r.keys::integer[], r.grams, r.at + interval '${WINDOW_DAYS} days'
  FROM unnest($2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[]) AS r(at, division, category, caller, keys, grams)`
const INDEXES = ['duplicate_signature_keys', 'duplicate_signature_caller', 'duplicate_signature_place', 'duplicate_signature_look_again']

/**
 * Signatures of as many different calls, made by the product's own functions, filed over the past 180 days. Their indexes are made anew afterwards,
 * as the migration makes them. @param {import('pg').Pool} pool
 */
export async function fillSignatures(pool, domain, { cityCode, count, chance, places, categories, now }, onProgress) {
  const definitions = (await pool.query(`SELECT indexdef FROM pg_indexes WHERE indexname = ANY ($1)`, [INDEXES])).rows.map(({ indexdef }) => indexdef)
  for (const name of INDEXES) await pool.query(`DROP INDEX ${name}`)
  const textsOf = (matter) => domain.plainMatter([matter.say(), matter.place.spoken])
  const frequencies = domain.GramFrequencies.counted(
    Array.from({ length: Math.min(SAMPLE, count) }, () => {
      const plain = textsOf(matterFrom(chance, places))
      return [domain.gramsOf(plain), domain.trigramsOf(plain, cityCode)]
    }),
  )
  let characters = 0
  let writing = Promise.resolve()
  for (let done = 0; done < count; done += PIECE) {
    const columns = [[], [], [], [], [], []]
    for (let row = 0; row < Math.min(PIECE, count - done); row += 1) {
      const matter = matterFrom(chance, places)
      const plain = textsOf(matter)
      characters += plain.length
      const grams = domain.gramsOf(plain)
      const cells = [
        new Date(now - chance.next() * WINDOW_DAYS * 86_400_000), matter.place.code, categories.get(matter.topic), `caller-${Math.floor(chance.next() * count * 0.7)}`,
        `{${domain.keysToStore(domain.trigramsOf(plain, cityCode), frequencies).join(',')}}`, Buffer.from(grams.buffer, grams.byteOffset, grams.byteLength),
      ]
      cells.forEach((cell, at) => columns[at].push(cell))
    }
    await writing
    writing = pool.query(INSERT, [cityCode, ...columns])
    writing.catch(() => {})
    onProgress(`${done}/${count}`)
  }
  await writing
  await pool.query(`SET maintenance_work_mem = '512MB'`)
  for (const [at, definition] of definitions.entries()) {
    onProgress(`索引 index ${at + 1}/${definitions.length}`)
    await pool.query(definition)
  }
  onProgress('vacuum')
  await pool.query('VACUUM (ANALYZE) duplicate_signature')
  await pool.query(
    `INSERT INTO duplicate_frequency (city_code, counted_at, cases, indexed, counts) VALUES ($1, now(), $2, $3, $4)
     ON CONFLICT (city_code) DO UPDATE SET counted_at = excluded.counted_at, cases = excluded.cases, indexed = excluded.indexed, counts = excluded.counts`,
    [cityCode, frequencies.cases, count, Buffer.from(frequencies.toBytes())],
  )
  return { meanCharacters: Math.round(characters / count) }
}
