/** Rows a statement of the filling. */
const PIECE = 20_000

/**
 * Past cases over two years: a township that exists and is named, a matter of the shipped tree in its own words, sent there by the system as sure as its trail says; every tenth was
 * reassigned to the county and accepted there, the others were accepted where they went first.
 */
const FILL = `
  WITH places AS (
    SELECT d.code, substr(d.code, 1, 6) AS county, u.name || d.name || '西街三号' AS said, row_number() OVER (ORDER BY d.code) - 1 AS at, count(*) OVER () AS places
    FROM org_division d JOIN org_division u ON u.city_code = d.city_code AND u.code = substr(d.code, 1, 6) WHERE d.city_code = $1 AND d.level = 'township'),
  matters AS (SELECT code, name, keywords, row_number() OVER (ORDER BY code) - 1 AS at, count(*) OVER () AS matters FROM taxonomy_category WHERE city_code = $1 AND length(code) = 6),
  drawn AS (
    SELECT n, uuidv7() AS id, p.code AS township, p.county, p.said, m.code AS category, m.name AS matter,
      concat_ws('，', m.name || '的事', m.keywords[1 + n % greatest(1, cardinality(m.keywords))]) AS words, n % 10 = 0 AS moved, 0.7 + (n % 30) / 100.0 AS sure, now() - n * interval '10 minutes' AS at
    FROM generate_series($2::int, $3::int) AS n
    JOIN places p ON p.at = n % p.places JOIN matters m ON m.at = (n * 7) % m.matters),
  cases AS (
    INSERT INTO case_case (city_code, id, number, version, status, status_since, round, title, description, case_type, category_code, urgency, channel, place_text, division_code,
      county_code, township_code, sealed, wants_callback, evidence_required, attachment_ids, dispatch_trail, filed_at, filed_by, dispatch_due_at, dispatched_at, lead_unit_id, unit_ids,
      timeline_length, timeline_hash)
    SELECT $1, id, to_char(at, 'YYYYMMDD') || lpad(n::text, 8, '0'), 1, 'closed', at, 1, matter, words || '，已经一个星期了，老人出门不方便，希望尽快解决。', 'help', category, 'general', 'phone',
      said, township, county, township, false, true, false, '{}',
      jsonb_build_object('outcome', 'automatic', 'confidence', sure, 'catalogueRowId', category || '@all', 'reasons', '[]'::jsonb, 'basis',
        jsonb_build_object('placeChosen', n % 3 = 0, 'countyConfidence', least(1, sure + 0.1), 'townshipConfidence', sure, 'categoryConfidence', 1, 'held', n % 50 = 0)),
      at, 'bench', at, at, 'township-' || township, ARRAY['township-' || township], 1, ''
    FROM drawn RETURNING 1)
  INSERT INTO case_assignment (city_code, id, case_id, role, unit_id, round, status, dispatched_at, sign_due_at, contact_due_at, promise_due_at, accepted_at)
  SELECT $1, uuidv7(), id, 'lead', CASE WHEN lead = 2 THEN 'county-' || county || '-coordinator' ELSE 'township-' || township END, 1,
    CASE WHEN moved AND lead = 1 THEN 'superseded' ELSE 'accepted' END, at + lead * interval '1 hour', at, at, at, CASE WHEN moved AND lead = 1 THEN NULL ELSE at + interval '3 days' END
  FROM drawn CROSS JOIN generate_series(1, 2) AS lead WHERE lead = 1 OR moved`

/** @param {import('pg').Pool} pool */
export async function fillCases(pool, cityCode, count, onProgress) {
  // The rows name each other within one statement; the key between them is looked at when it ends.
  for (let from = 1; from <= count; from += PIECE) {
    const until = Math.min(count, from + PIECE - 1)
    await pool.query(FILL, [cityCode, from, until])
    onProgress(`${until}/${count}`)
  }
  await pool.query('VACUUM (ANALYZE) case_case, case_assignment')
}
