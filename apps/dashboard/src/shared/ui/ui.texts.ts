import { texts } from '../i18n/texts'

export const UI = texts({
  loading: ['Loading', '正在载入'],
  stale: ['Stale', '数据过时'],
  staleAge: ['Stale · {age}', '数据过时 · {age}'],
  failed: ['This could not be fetched', '未能取得数据'],
  failedSince: ['{what} · for {duration}', '{what} · 已持续 {duration}'],
  broken: ['This panel has a fault of its own', '此面板自身出错'],
  retry: ['Try again', '重试'],
  unreachable: ['The backend does not answer', '后端无应答'],
  unreadable: ['The answer could not be read', '应答无法解析'],
  refused: ['The backend said: {message}', '后端提示：{message}'],
  table: ['Table', '表格'],
  chart: ['Chart', '曲线'],
  csv: ['CSV', 'CSV 导出'],
  time: ['Time', '时间'],
  noData: ['No data in this time', '此时段无数据'],
  sort: ['Sort by', '排序'],
  ascending: ['ascending', '升序'],
  descending: ['descending', '降序'],
  less: ['Less', '收起'],
  more: ['More', '展开'],
})
