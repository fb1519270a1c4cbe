/** What each statement of a filing is for; one that is sent but not explained here stops the generation of the page. */
export const STATEMENT_NOTES = {
  BEGIN: ['—', 'opens the transaction all cases of a batch share'],
  COMMIT: ['—', 'one flush of the write-ahead log for all of them; only then is anybody answered'],
  'platform.insert_idempotency': [
    '`platform_idempotency`',
    'takes the request’s key and keeps the answer for a repeat; a key already taken makes that case a repeat and leaves the others alone',
  ],
  'case.insert': ['`case_case`', 'the case; the guard of the batch: a case without a row back is not filed'],
  'case.put_assignments': ['`case_assignment`', 'lead, assists and copies, when the case is dispatched as it is filed'],
  'case.insert_timeline': ['`case_timeline`', 'filed and dispatched, each linked to the hash before it'],
  'audit.insert_entries': ['`audit_entry`, `audit_unsealed`', 'who filed it, and its place in the queue of the sealer'],
  'platform.insert_outbox': ['`outbox_event`', 'what other contexts will hear'],
  'deadline.start_clocks': [
    '`deadline_clock`',
    'sign, contact and promise of everybody who has to act; the dispatch clock when a dispatcher has to',
  ],
  'intake.insert_caller': ['`intake_caller`', 'phone and name encrypted, the masked forms, the keyed hash'],
  'case.next_number_block': ['sequence `case_number_block`', 'a hundred case numbers at once: once in a hundred filings'],
  'access.find_session': ['—', 'who is signed in, when Redis does not know: once in a while for a session'],
}
