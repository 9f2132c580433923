import { texts } from '../../../../shared/i18n/texts'

export const WIPE = texts({
  divider: ['Divider between then and now', '当时与当前的分界线'],
  value: ['{past} % of the map then, {present} % now', '图上 {past} % 为当时，{present} % 为当前'],
  keys: [
    'Left and right: two percent; with Shift or the Page keys ten. Home: all now. End: all then.',
    '左右键：2 %；加 Shift 或用翻页键：10 %。Home：全部为当前；End：全部为当时。',
  ],
  past: ['Then {time}', '当时 {time}'],
  present: ['Now {time}', '当前 {time}'],
  pastWhole: ['Show only then, or both again', '只显示当时，或恢复对比'],
  presentWhole: ['Show only now, or both again', '只显示当前，或恢复对比'],
})
