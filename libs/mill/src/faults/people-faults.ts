import type { FaultSpec } from './fault-spec'

/** Faults of the people who work (domain 3, correlation by operator, crew and shift). */
export const PEOPLE_FAULTS = {
  'poor-piecing': {
    name: { en: 'Poor piecing by a crew', zh: '班组挡车操作不良' },
    place: 'crew',
    layer: 'process',
    rate: { perYear: 4, arises: 'chance' },
    severity: {
      usual: [0.3, 0.6],
      most: 1.5,
      unit: '',
      meaning: { en: 'longer for each task at the ring frames, a share', zh: '细纱操作时间增加比例' },
    },
    rampMinutes: 0,
    cure: { minutes: [20_160, 60_480] },
    // Only in the shifts of the crew, which may have rest days first.
    symptoms: [
      { machine: 'ring-frame', signal: 'piecing/lastResponse', change: 'rises', afterMinutes: [0, 4320] },
      { machine: 'ring-frame', signal: 'breaks/startUp', change: 'rises', afterMinutes: [0, 4320] },
    ],
    response: {
      right: ['train-crew', 'relieve-crew'],
      minutes: 60,
      wrong: ['change-travellers', 'raise-humidity', 'grind-cots'],
    },
  },
} as const satisfies Record<string, FaultSpec>
