import type { Segment } from '@tongban/text/core'
import type { LabelledRequest } from './linear-model.js'

/** Cuts every two characters: as deterministic as a dictionary, and none is needed. */
export const cutInPairs: Segment = (run) => run.match(/[\s\S]{1,2}/g) ?? []

const SAYINGS: Readonly<Record<string, readonly string[]>> = {
  '0401': ['小区停水三天没人管', '自来水发黄有泥沙', '水压太低楼上没有水', '水管爆裂街上流水', '自来水公司多收水费'],
  '0402': ['暖气不热屋里冷', '供热公司不退暖气费', '暖气片冰凉老人受不了', '供暖温度不达标', '热力公司说管道老化'],
  '0901': ['工地拖欠工资不给', '老板欠薪跑了', '农民工要不到工钱', '包工头不结算工资', '公司拖欠员工工资半年'],
  '1101': ['学校乱收补课费', '孩子上小学报名被拒', '老师体罚学生', '幼儿园入园难', '学校食堂饭菜不干净'],
}
const OPENINGS = ['', '您好，', '我想反映一下，', '去年开始', '反映多次了，', '请问一下，']

/** An invented corpus: every saying of every label with every opening, the label's own word as its title now and then. */
export const REQUESTS: readonly LabelledRequest[] = Object.entries(SAYINGS).flatMap(([label, sayings]) =>
  sayings.flatMap((saying, number) =>
    OPENINGS.map((opening, at) => ({ label, text: `${opening}${saying}，希望处理${at}号楼`, ...(at % 2 === 0 ? { title: saying.slice(0, 4) } : {}), group: `${label}-${number}` })),
  ),
)
