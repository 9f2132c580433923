import { texts } from '../../shared/i18n/texts'
import type { Connection } from '../../shared/live/connection'

export const SHELL = texts({
  product: ['万锭 Wanding', '万锭 Wanding'],
  skip: ['Skip to the content', '跳到正文'],
  simulated: ['SIMULATED', '仿真'],
  simulatedWhy: [
    'The mill says of itself that its telemetry comes from a simulator.',
    '工厂自身声明其遥测来自仿真器。',
  ],
  speed: ['{speed}×', '{speed} 倍速'],
  clock: ['Mill clock', '工厂时钟'],
  crew: ['Crew {crew} · shift {shift}', '{crew} 班 · 第 {shift} 班次'],
  pause: ['Pause', '暂停'],
  resume: ['Resume', '继续'],
  pausedAt: ['Paused at {time}', '已暂停于 {time}'],
  notLive: ['Not live', '非实时'],
  nowValue: ['now {value}', '当前 {value}'],
  language: ['Language', '语言'],
  theme: ['Theme: {theme}', '主题：{theme}'],
  light: ['light', '浅色'],
  dark: ['dark', '深色'],
  pages: ['Pages', '页面'],
  mill: ['Mill', '全厂'],
  process: ['Process', '工艺流程'],
  frames: ['Frames', '细纱机'],
  staffing: ['Staffing', '用工'],
  reports: ['Reports', '报表'],
  data: ['Data', '数据'],
  history: ['History', '历史'],
  quality: ['Quality', '质量'],
  energy: ['Energy', '能源'],
  whatIf: ['What-if', '假设推演'],
  alarmBook: ['Alarms', '报警'],
  more: ['More', '更多'],
  morePages: ['More pages', '更多页面'],
  waiting: ['{count} unacknowledged', '{count} 项未确认'],
  millChoice: ['Mill', '工厂'],
  alarm: ['Priority 1: {machine}, {what}', '优先级 1：{machine}，{what}'],
  alarms: ['{count} new items of priority 1', '新增 {count} 项优先级 1 事项'],
  figures: ['The mill in seven figures', '七项指标'],
  search: ['Search: RF37 L512, CD07', '查找：RF37 L512、CD07'],
  searchName: ['Go to a frame, spindle or other machine', '前往细纱机、锭子或其他机台'],
  go: ['Go', '前往'],
  noFrame: ['There is no machine “{text}”.', '没有机台“{text}”。'],
  namesMissing: [
    '“{text}” is no ring frame, and the names of the other machines could not be fetched. Enter tries again.',
    '“{text}”不是细纱机，且未能取得其他机台名称。按回车重试。',
  ],
  noSpindle: ['The frame has no spindle like in “{text}”.', '“{text}”中的锭号不存在。'],
  notFound: ['There is no page at {path}.', '没有页面 {path}。'],
  toMill: ['Go to the mill', '前往全厂'],
})

export const CONNECTION_WORDS = texts<Connection>({
  starting: ['Connecting', '正在连接'],
  'server-down': ['Offline', '离线'],
  'line-down': ['Offline', '离线'],
  'broker-down': ['No broker', '消息服务器断开'],
  'no-mill': ['No mill yet', '尚无工厂'],
  'unknown-mill': ['Unknown mill', '未知工厂'],
  waiting: ['Waiting for the mill', '等待工厂数据'],
  'stopped-clock': ['Clock stopped', '时钟已停'],
  stale: ['Stale', '数据过时'],
  live: ['Live', '实时'],
})

export const CONNECTION_STORY = texts<Exclude<Connection, 'live' | 'starting'>>({
  'server-down': [
    'The backend does not answer. What you see is the last that came. This page tries again by itself.',
    '后端无应答。画面为最后收到的数据，页面会自动重连。',
  ],
  'line-down': [
    'The live line to the backend is interrupted, though it answers. This page connects again by itself.',
    '后端有应答，但实时连接中断，页面会自动重连。',
  ],
  'broker-down': [
    'The backend has lost the message broker: nothing comes from the mill until it is back. Nothing has to be done here.',
    '后端与消息服务器断开，恢复前收不到工厂数据。此处无需操作。',
  ],
  'no-mill': ['The backend runs, but no mill has reported yet.', '后端已运行，但尚无工厂上报。'],
  'unknown-mill': ['No mill “{mill}” has reported to this backend.', '没有工厂“{mill}”向此后端上报。'],
  waiting: [
    'The backend has started anew and waits for the mill’s machines to report.',
    '后端已重新启动，正在等待工厂各机台上报。',
  ],
  'stopped-clock': [
    'The mill stands still at {time} (mill clock): its clock is stopped. What you see is the mill at that moment.',
    '工厂时钟已停，停在 {time}。画面为该时刻的状态。',
  ],
  stale: [
    'Nothing has come from the mill since {time} (mill clock). The gateways or the network may be down.',
    '自 {time}（工厂时钟）起未收到工厂数据，可能是网关或网络故障。',
  ],
})

export const POINTING = texts({
  title: ['How to point a mill at it', '如何接入工厂'],
  wire: [
    'Let its gateways publish Sparkplug B 3.0 to the broker that this backend listens to; group = mill, edge node = gateway, device = machine.',
    '让工厂网关以 Sparkplug B 3.0 向本后端所连的消息服务器发布：组 = 工厂，边缘节点 = 网关，设备 = 机台。',
  ],
  names: [
    'Metric names and units are in docs/wire-format.md. The mill appears here with its first birth.',
    '指标名称与单位见 docs/wire-format.md。首次上线消息到达后，工厂即出现在此。',
  ],
  simulator: [
    'To run the simulated mill instead, start everything with: npm start',
    '如需运行仿真工厂，请用以下命令启动全部程序：npm start',
  ],
  lasting: ['For {duration}.', '已持续 {duration}。'],
  problems: ['What the backend says', '后端报告'],
})
