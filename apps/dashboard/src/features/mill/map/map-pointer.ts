/** What the pointer does to a map. Positions are in CSS pixels from its corner. */
export interface PointerTarget {
  hover: (x: number, y: number) => void
  leave: () => void
  click: (x: number, y: number) => void
  pan: (dx: number, dy: number) => void
  zoom: (factor: number, x: number, y: number) => void
}

const DRAG_PX = 5
const WHEEL_BASE = 1.0015
/** What a wheel that counts lines moves for one. */
const LINE_PX = 33

/** Turns pointer and wheel events of an element into hover, click, pan and zoom (wheel or two fingers). Returns what ends it. */
export function watchPointer(element: HTMLElement, target: PointerTarget): () => void {
  const down = new Map<number, { x: number; y: number }>()
  let moved = 0
  const off = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(name: K, listener: (event: HTMLElementEventMap[K]) => void) =>
    element.addEventListener(name, listener, { signal: off.signal, passive: false })
  const place = (event: MouseEvent) => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  on('pointerdown', (event) => {
    if (event.button !== 0) return
    if (down.size === 0) moved = 0
    down.set(event.pointerId, place(event))
  })
  on('pointermove', (event) => {
    const now = place(event)
    const before = down.get(event.pointerId)
    if (!before) {
      if (event.pointerType !== 'touch') target.hover(now.x, now.y)
      return
    }
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1]
    if (other) {
      const distance = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y)
      const was = distance(before)
      if (was > 0) target.zoom(distance(now) / was, (now.x + other.x) / 2, (now.y + other.y) / 2)
      moved = DRAG_PX
    }
    moved += Math.hypot(now.x - before.x, now.y - before.y)
    if (moved >= DRAG_PX) {
      // Only now: a captured pointer would take the click away from a touch that scrolls the page.
      if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId)
      target.leave()
      if (!other) target.pan(now.x - before.x, now.y - before.y)
    }
    down.set(event.pointerId, now)
  })
  on('pointerup', (event) => {
    const at = down.get(event.pointerId)
    down.delete(event.pointerId)
    if (at && down.size === 0 && moved < DRAG_PX) target.click(at.x, at.y)
  })
  on('pointercancel', (event) => down.delete(event.pointerId))
  on('pointerleave', (event) => {
    if (!down.has(event.pointerId)) target.leave()
  })
  on('wheel', (event) => {
    event.preventDefault()
    const { x, y } = place(event)
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX
    const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
    // With Shift, and from a wheel that turns sideways: move instead of zoom.
    if (event.shiftKey) target.pan(-dx || -dy, dx ? -dy : 0)
    else if (Math.abs(dx) > Math.abs(dy)) target.pan(-dx, 0)
    else target.zoom(WHEEL_BASE ** -dy, x, y)
  })
  return () => off.abort()
}
