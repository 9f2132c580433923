import { texts } from '../../shared/i18n/texts'
import type { Verdict } from './verdict'

export const VERDICTS = texts<Verdict>({
  exact: ['Every message is accounted for.', '每条消息均有着落。'],
  unheard: [
    'No gateway is heard. What came before is accounted for; what they keep since then is not known until they are back.',
    '所有网关均离线。此前收到的消息均有着落；其后留存于网关的，恢复连接前无法得知。',
  ],
  'partly-unheard': [
    'What came is accounted for. {offline} of {total} gateways are offline; what they keep meanwhile is counted when they are back.',
    '已收到的消息均有着落。{total} 个网关中有 {offline} 个离线，其间留存的数据待恢复连接后计入。',
  ],
  behind: [
    'The store is behind: {waiting} records wait on the disk. Nothing is lost; they are written when the store takes them.',
    '入库滞后：{waiting} 条记录在磁盘上等待。未丢失，存储恢复后自动写入。',
  ],
  'at-gateway': [
    '{atGateway} messages are kept at their gateways and have not come yet. They come by themselves; see whether the gateway is online.',
    '{atGateway} 条消息仍留在网关，尚未送达。将自动补传；请确认网关在线。',
  ],
  dead: [
    '{deadLettered} messages could not be used. What they are and why is in the file of dead letters; mend the device.',
    '{deadLettered} 条消息无法使用，内容与原因见死信文件；请修复设备。',
  ],
  rivals: [
    'Two programs are connected by turns as {rivals}, each with a journal of its own: end one of them. What the other keeps counts as lost while it is away, and comes when it is connected.',
    '有两个程序轮流以 {rivals} 的名义连接，各有自己的日志：请停止其中一个。未连接一方留存的数据暂计为丢失，待其连接后补传。',
  ],
  lost: [
    '{lost} messages are lost: their gateways do not have them any more. That time is a gap in the history.',
    '{lost} 条消息已丢失：网关不再保有。该时段历史数据缺失。',
  ],
  damaged: [
    '{damaged} records were damaged on the backend’s disk and passed over; they are not in the store. See to the disk of the data folder.',
    '后端磁盘上有 {damaged} 条记录损坏，已跳过，未入库。请检查数据目录所在磁盘。',
  ],
  unpromised: [
    '{unpromised} messages of gateways without a journal are lost: what the line loses of them does not come again.',
    '无日志的网关丢失 {unpromised} 条消息：线路丢失后无法补传。',
  ],
  refusing: [
    'Nothing more can be kept: {problem}. Gateways keep what they have; make room on the disk, or bring the store back.',
    '无法继续留存：{problem}。网关会保留数据；请清理磁盘或恢复存储。',
  ],
  fault: [
    'The books do not balance. This is a fault of the program: keep the data folder and report it.',
    '账目不平，属程序缺陷：请保留数据目录并反馈。',
  ],
})

export const LEDGER = texts({
  title: ['Is anything lost', '数据是否完整'],
  path: ['Where messages are', '消息所在'],
  produced: ['Produced', '已产出'],
  atGateway: ['At the gateway', '网关留存'],
  inSpool: ['On the way', '在途'],
  stored: ['Stored', '已入库'],
  deadLettered: ['Dead letters', '死信'],
  lost: ['Lost', '丢失'],
  gaps: ['Gaps', '断点'],
  resent: ['From journal', '补传'],
  duplicates: ['Repeated', '重复'],
  held: ['Early', '早到'],
  difference: ['Difference', '差额'],
  gateway: ['Gateway', '网关'],
  whole: ['All', '合计'],
  sum: [
    'Produced = stored + on the way + at the gateway + dead letters + lost. Each is counted at its own place.',
    '已产出 = 已入库 + 在途 + 网关留存 + 死信 + 丢失，各自独立计数。',
  ],
  spool: ['Disk for what waits: {used} of {most}', '待入库占用磁盘 {used}，上限 {most}'],
  store: ['Store: {kind}, {lag} behind; {waiting} records wait.', '存储：{kind}，滞后 {lag}；{waiting} 条记录待入库。'],
  storeAway: [
    'Store: {kind}, takes no data ({error}); {waiting} records wait.',
    '存储：{kind}，不接收数据（{error}）；{waiting} 条记录待入库。',
  ],
  storeOpening: ['it is being opened', '正在打开'],
  offline: [
    '{offline} of {total} gateways are offline. What they keep meanwhile is counted when they are back.',
    '{total} 个网关中有 {offline} 个离线，其间留存的数据待恢复连接后计入。',
  ],
  byGateway: ['By gateway', '按网关'],
  deadFile: [
    '{count} messages or parts of messages could not be used since the start; the file is {file}.',
    '启动以来有 {count} 条消息或其部分无法使用，文件：{file}。',
  ],
  unwritten: [
    'Of these, {unwritten} are counted only: too many came at once for the file, or it could not be written.',
    '其中 {unwritten} 条因瞬时过多或文件无法写入，仅计数。',
  ],
  noDead: ['Nothing unusable has come since the start.', '启动以来没有无法使用的消息。'],
  unjournalled: [
    'Without a journal: {list}. What they say is stored ({messages} messages), but what the line loses is lost ({lost} so far).',
    '无日志的网关：{list}。其数据照常入库（{messages} 条），但线路丢失的无法补回（已丢失 {lost} 条）。',
  ],
  beside: ['Dead letters and gateways without a journal', '死信与无日志网关'],
  empty: ['No gateway has been heard of yet.', '尚未收到任何网关的消息。'],
})
