/** What must hold whatever was broken, by what `verify` found; `early`: how many rungs a machine with a wrong clock may have told undue. */
export const holds = (result, { mayTellUndue = false } = {}) =>
  result.lost === 0 && result.doubled === 0 && result.doubleDispatched === 0 && result.clocksDue > 0 && result.clocksFired === result.clocksDue &&
  result.duplicateFirings === 0 && result.duplicateNotes === 0 && (mayTellUndue || result.firedWithoutCause === 0) && result.ordersMissing + result.ordersTwice + result.ordersUnwanted === 0 &&
  result.messagesTwice === 0 && result.unconsumed === 0 && result.waiting === 0 && result.factsBehind === 0 && result.brokenChains === 0 && result.auditVerified &&
  Object.keys(result.surprises).length === 0

/** The lines every fault's table ends with. */
export function rowsOf(result, { mayTellUndue = false } = {}) {
  const { latenessMs: late } = result
  return [
    ['已答复成功 · acknowledged', String(result.acknowledged), ''],
    ['丢失 · lost', String(result.lost), '0'],
    ['做了两次 · done twice', String(result.doubled), '0'],
    ['重复派单 · dispatched twice', String(result.doubleDispatched), '0'],
    ['到期 · rungs due (of the ladder)', `${result.clocksDue} (${result.ladderRungsDue})`, ''],
    ['已触发 · rungs fired', String(result.clocksFired), String(result.clocksDue)],
    ['重复触发 · fired twice', String(result.duplicateFirings), '0'],
    ['时间线重复 · noted twice', String(result.duplicateNotes), '0'],
    ['未到期而触发 · fired undue', String(result.firedWithoutCause), mayTellUndue ? '' : '0'],
    ['触发延迟 ms · lateness p50, p99, max', `${late.p50}, ${late.p99}, ${late.max}`, ''],
    ['督办单 · orders wanted (missing, twice, unwanted)', `${result.ordersWanted} (${result.ordersMissing}, ${result.ordersTwice}, ${result.ordersUnwanted})`, '(0, 0, 0)'],
    ['站内通知 · messages (twice)', `${result.messages} (${result.messagesTwice})`, '(0)'],
    ['事件 · events (swept)', `${result.events} (${result.eventsSwept})`, ''],
    ['漏听 · unconsumed', String(result.unconsumed), '0'],
    ['等了很久仍在路上 · still on their way', String(result.waiting), '0'],
    ['报表落后 · facts behind', String(result.factsBehind), '0'],
    ['时间线断链 · broken chains', String(result.brokenChains), '0'],
    ['审计链 · audit chain', result.auditVerified ? `${result.auditLinks} ✓` : '✗', '✓'],
    ['503', String(result.unavailableAnswers), ''],
    ...Object.entries(result.surprises).map(([what, count]) => [`意外 · ${what}`, String(count), '0']),
    ...[...result.lostExamples, ...result.doubledExamples, ...result.untold].map((example) => ['', example, '']),
  ]
}

/** How often each text comes. */
export const counted = (texts) => Object.fromEntries([...Map.groupBy(texts, (text) => text)].map(([text, all]) => [text, all.length]))
