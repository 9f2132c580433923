import { FAULT_KINDS, FAULTS, type FaultKind } from '@wanding/mill'

/** Tests of faults are divided by where they are; no kind is outside. */
export type FaultFamily = 'ring-room' | 'material' | 'utilities-and-winding' | 'people' | 'gateway'

function familyOf(kind: FaultKind): FaultFamily {
  const { layer, place } = FAULTS[kind]
  if (layer === 'gateway') return 'gateway'
  switch (place) {
    case 'ring-frame':
    case 'spindle':
      return 'ring-room'
    case 'zone':
    case 'air-main':
    case 'feeder':
    case 'winder':
    case 'winder-unit':
      return 'utilities-and-winding'
    case 'crew':
      return 'people'
    default:
      return 'material'
  }
}

export const kindsOf = (family: FaultFamily): FaultKind[] =>
  FAULT_KINDS.filter((kind) => familyOf(kind) === family).sort()
