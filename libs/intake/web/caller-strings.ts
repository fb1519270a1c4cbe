import { registerStrings } from '@tongban/ui/web'

/** Words of who called: on the case page and at the callback agent's. */
export const { useText: useCallerText } = registerStrings('caller', {
  zh: {
    'caller.name': '姓名', 'caller.phone': '电话', 'caller.unknown': '没有登记诉求人', 'caller.sealed': '保密', 'caller.sealedHint': '保密件，身份不向承办单位显示', 'caller.mayNot': '您的岗位不能查看完整号码',
    'dial.show': '显示号码', 'dial.none': '没有登记电话', 'dial.call': '拨打 {phone}', 'dial.recorded': '已留痕：回访', 'dial.reason': '回访', 'dial.hint': '按下即记入查看记录，理由为“回访”',
  },
  en: {
    'caller.name': 'Name', 'caller.phone': 'Phone', 'caller.unknown': 'No caller recorded', 'caller.sealed': 'Sealed', 'caller.sealedHint': 'Sealed: not shown to handling units', 'caller.mayNot': 'Your role may not see the whole number',
    'dial.show': 'Show number', 'dial.none': 'No phone recorded', 'dial.call': 'Dial {phone}', 'dial.recorded': 'Recorded: callback', 'dial.reason': '回访', 'dial.hint': 'Showing it is recorded with the reason “callback”',
  },
})
