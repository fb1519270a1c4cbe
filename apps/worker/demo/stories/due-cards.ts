import type { Life } from '../agenda.js'
import type { DemoStage } from '../demo-stage.js'

/** A village without water: a livelihood matter, promised within a day and a night. */
const waterless = (spoken: string, phone: string, name: string, words: string) =>
  ({ caller: { phone, name }, caseType: 'help', categoryCode: '040201', placeText: spoken, description: `${spoken}${words}` }) as const

const LATE = [
  '自来水停了一天多，水泵房没人，家里牲口都没水喝，打管水员电话关机。',
  '昨天半夜就没水了，井房跳闸没人敢合，一屯子人都在等水做饭。',
  '水塔放空了两天没人上水，羊圈里二百多只羊没水饮。',
  '主管道冻裂，水顺着道淌成冰，家里一滴水没有。',
  '说是检修停半天，到现在也没来水，孩子放学回来喝不上水。',
  '欠电费把井泵停了，我们水费都交了，凭什么不给水。',
] as const
const SOON = [
  '西头十几户一拧水龙头光出气不出水，前院有水后院没有，请来人看看管子。',
  '早晚没水，中午来一阵，水压上不到灶房。',
  '新换的水表不走字，也不出水，管水员说配件没到。',
  '水管冻在地里，自己拿喷灯烤了半天也没烤开。',
  '东边三排房停水，说是阀门锈死了打不开。',
  '井水抽上来全是沙子，不敢给老人吃。',
] as const

/** Of each of these townships one matter that is late by an hour or so, and one that will be within two hours. */
export const cardsOf = (townships: readonly number[]): ((stage: DemoStage) => Life)[] =>
  townships.flatMap((n) => [(stage: DemoStage) => overdueCard(stage, n), (stage: DemoStage) => soonDueCard(stage, n)])

async function* overdueCard(stage: DemoStage, n: number): Life {
  const { spoken } = stage.city.township(n)
  yield stage.hoursAgo(24.7 + n * 0.2)
  const { caseId } = await stage.file(waterless(spoken, `139475031${n}1`, '杨女士', LATE[n % LATE.length] ?? LATE[0]))
  yield stage.hoursAgo(24.1 + n * 0.2)
  await stage.sign(caseId)
  yield stage.hoursAgo(22)
  await stage.contact(caseId, 'phone', '电话联系，已派人抢修，先用水车送水')
}

async function* soonDueCard(stage: DemoStage, n: number): Life {
  const { spoken } = stage.city.township(n)
  yield stage.hoursAgo(23.2 - n * 0.15)
  const { caseId } = await stage.file(waterless(spoken, `139475032${n}1`, '李先生', SOON[n % SOON.length] ?? SOON[0]))
  yield stage.hoursAgo(22.6 - n * 0.15)
  await stage.sign(caseId)
  yield stage.hoursAgo(20.5)
  await stage.contact(caseId, 'visit', '上门查看了管线和阀门，正在抢修，答应今天恢复')
}
