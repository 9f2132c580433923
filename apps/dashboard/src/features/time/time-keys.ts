import type { TimeTravel } from '../../shared/time/time-travel.svelte'

/** Elements that have a use of their own for the space bar. */
const TAKES_SPACE = 'button, a, summary, [role="slider"], [role="application"]'

/** The keys of the time bar on every page; what is written into a field is none of them. */
export function pressedKey(event: KeyboardEvent, travel: TimeTravel, playOrHold: () => void): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  const target = event.target instanceof Element ? event.target : null
  if (target?.matches('input, select, textarea, [contenteditable]')) return
  const { key } = event
  if (key === ' ') {
    if (target?.closest(TAKES_SPACE)) return
    playOrHold()
  } else if (key === 'l' || key === 'L') travel.live()
  else if (key === 'c' || key === 'C') travel.compare()
  else if (key === 'v' || key === 'V') travel.peek()
  else if (key === ',') travel.step(-1000)
  else if (key === '.') travel.step(1000)
  else if (key === '[') travel.jump(-1)
  else if (key === ']') travel.jump(1)
  else return
  event.preventDefault()
}
