import { defineRefusals } from '@tongban/kernel/contract'

export const LEARNING_REFUSALS = defineRefusals({
  PROPOSAL_NOT_FOUND: { status: 404, zh: '没有这条修改建议，或提出它的工单已经改口', en: 'There is no such proposal, or its cases say otherwise by now' },
  PROPOSAL_DECIDED: { status: 409, zh: '这条修改建议已经处理过（{statusZh}）', en: 'The proposal has been decided already ({status})' },
  PROPOSAL_KIND_OTHER: { status: 422, zh: '这条建议是“{kindZh}”，改动的内容不是', en: 'The proposal is a {kind}, the changed content is not' },
  PROPOSAL_NEEDS_SCOPE: { status: 422, zh: '提出它的工单没有地点，不能就此管全市：请用“改后采纳”选定适用范围', en: 'No place is known of its cases: say where the row is to hold, and accept it changed' },
  PROPOSAL_NAME_ANYWHERE: { status: 422, zh: '“{name}”到处都有，不能当地名：请改成带专名的名字，或不采纳', en: '"{name}" is said of places everywhere and names none' },
  PROPOSAL_NOWHERE_TO_GO: { status: 409, zh: '现在没有地方接收“{kindZh}”，请稍后再采纳', en: 'Nothing takes in a {kind} at present' },
  DRY_RUN_UNDER_WAY: { status: 409, zh: '已有一次试运行在进行，请等它结束或先停止它', en: 'A dry run is under way: wait for it or cancel it' },
  DRY_RUN_NOT_FOUND: { status: 404, zh: '没有这次试运行', en: 'There is no such dry run' },
  DRY_RUN_FINISHED: { status: 409, zh: '这次试运行已经结束（{statusZh}）', en: 'The dry run has ended already ({status})' },
  THRESHOLD_STALE: { status: 409, zh: '门槛刚刚被改成 {automatic}，请看过之后再改', en: 'The threshold has been changed to {automatic} meanwhile: look at it first' },
})
