import type { FrameInfo, FrameRow } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import type { LocalText } from '../../../shared/i18n/texts'
import { FRAME_COLUMNS } from '../../../shared/router/route'
import { listFrames } from './frame-list'

const aFrame = (index: number, row: Partial<FrameRow> = {}, info: Partial<FrameInfo> = {}): [FrameInfo, FrameRow] => [
  { id: `RF0${index + 1}`, spindles: 1200, gateway: 'GW01', zone: 'Z1', ...info },
  {
    index,
    reason: 'producing',
    online: true,
    stale: false,
    doffProgressPercent: 10,
    spindleSpeedRpm: 18_500,
    producing: 1190,
    endsDown: 1,
    idle: 2,
    noRoving: 3,
    slip: 0,
    rogue: 0,
    breaksPer1000SpindleHours: 6,
    powerKw: 47,
    timeToDoffS: 3000,
    ...row,
  },
]
const en = (text: LocalText): string => text.en
const zh = (text: LocalText): string => text.zh

const mill = [
  aFrame(0, { endsDown: 4, breaksPer1000SpindleHours: null }),
  aFrame(1, { endsDown: 9, reason: 'doffing' }, { zone: 'Z10', gateway: 'GW02' }),
  aFrame(2, { endsDown: 4, online: false, breaksPer1000SpindleHours: 5 }),
]
const list = (by: (typeof FRAME_COLUMNS)[number], descending = false, find = '', say = en): string[] =>
  listFrames(
    mill.map(([info]) => info),
    mill.map(([, row]) => row),
    { by, descending },
    find,
    say,
  ).map(({ info }) => info.id)

describe('list of frames', () => {
  it.each([
    ['frame', false, ['RF01', 'RF02', 'RF03']],
    ['frame', true, ['RF03', 'RF02', 'RF01']],
    ['endsDown', true, ['RF02', 'RF01', 'RF03']],
    ['endsDown', false, ['RF01', 'RF03', 'RF02']],
    ['breaks', false, ['RF03', 'RF02', 'RF01']],
    ['breaks', true, ['RF02', 'RF03', 'RF01']],
    ['zone', true, ['RF02', 'RF01', 'RF03']],
    ['state', false, ['RF02', 'RF03', 'RF01']],
  ] as const)('by %s, descending %s', (by, descending, ids) => expect(list(by, descending)).toEqual(ids))

  it.each([
    ['rf02', en, ['RF02']],
    ['z1', en, ['RF01', 'RF03']],
    ['GW02', en, ['RF02']],
    ['offline', en, ['RF03']],
    ['离线', zh, ['RF03']],
    ['落纱', zh, ['RF02']],
    ['nothing', en, []],
  ] as const)('finds %s', (find, say, ids) => expect(list('frame', false, find, say)).toEqual(ids))

  it.each(FRAME_COLUMNS)('by %s loses no frame', (by) => expect(list(by).sort()).toEqual(['RF01', 'RF02', 'RF03']))
})
