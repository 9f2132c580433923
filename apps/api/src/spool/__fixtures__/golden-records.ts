import type { KeptRecord } from '../kept-record'

const stamp = { atMs: 1_700_000_000_000, receivedMs: 1_700_000_000_250, run: 'live', historical: false }
const machine = { mill: 'jimo', gateway: 'GW01', machine: 'RF01' }

/** A second of a frame as it is kept. */
export const frameSecond: KeptRecord = {
  receivedMs: 1_700_000_000_250,
  placed: { mill: 'jimo', gateway: 'GW01', epoch: 'live@5f3a9c01d2e4', from: 41, to: 41, fate: 'message' },
  events: [
    {
      name: 'reading',
      value: {
        ...{ ...machine, ...stamp, kind: 'ring-frame', birth: false },
        values: new Map<string, number | string | boolean | null>([
          ['spindle/speed', 17_500.5],
          ['machine/reason', '落纱'],
          ['doff/running', true],
          ['doff/progress', null],
        ]),
        arrays: new Map([['unit/speed', [1, 2.5]]]),
      },
    },
    {
      name: 'spindles',
      value: {
        ...{ ...machine, ...stamp },
        states: Uint8Array.of(1, 2, 19),
        rpm: Uint16Array.of(17_500, 0, 65_535),
        transitions: [{ position: 3, state: 19, atMs: 1_699_999_999_700 }],
      },
    },
  ],
}

/** What was derived, without a place. */
export const derived: KeptRecord = {
  receivedMs: 1_700_000_010_000,
  events: [
    {
      name: 'work',
      value: { mill: 'jimo', run: 'live', atMs: 1_700_000_010_000, values: new Map([['patrols', 2]]) },
    },
    {
      name: 'moment',
      value: { mill: 'jimo', run: 'live', kind: 'step', atMs: 1_700_000_010_000, data: Uint8Array.of(9, 8, 7) },
    },
  ],
}
