/** Share of the map that shows then; the rest shows now. */
export const MIDDLE = 0.5
const STEP = 0.02
const LEAP = 0.1

const within = (share: number): number => Math.min(1, Math.max(0, share))

/** Where the divider is for a pointer at `x` of a map of a width. */
export const shareAt = (x: number, width: number): number => within(width > 0 ? x / width : MIDDLE)

/** Where a key moves the divider, as a slider has it; null for a key that is none of its own. [WAI-ARIA APG, slider] */
export function wipeKey(key: string, shift: boolean, share: number): number | null {
  const step = shift ? LEAP : STEP
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return within(share - step)
    case 'ArrowRight':
    case 'ArrowUp':
      return within(share + step)
    case 'PageDown':
      return within(share - LEAP)
    case 'PageUp':
      return within(share + LEAP)
    case 'Home':
      return 0
    case 'End':
      return 1
    default:
      return null
  }
}

/** What a tap on the name of a side does: that side is shown whole, or half again where it already is. */
export const toggledTo = (whole: 0 | 1, share: number): number => (share === whole ? MIDDLE : whole)
