import type { BusEvents } from './bus-events'

type Listener<T> = (event: T) => void

/**
 * The typed road between modules. Delivery is synchronous and in the order of registration;
 * a listener that throws is reported and never keeps the event from the others.
 */
export class Bus {
  private readonly listeners = new Map<keyof BusEvents, Set<Listener<never>>>()

  constructor(private readonly onError: (error: unknown, event: keyof BusEvents) => void) {}

  /** Registers a listener; the answer takes it off again. */
  on<K extends keyof BusEvents>(event: K, listener: Listener<BusEvents[K]>): () => void {
    const set = this.listeners.get(event) ?? new Set()
    set.add(listener as Listener<never>)
    this.listeners.set(event, set)
    return () => set.delete(listener as Listener<never>)
  }

  emit<K extends keyof BusEvents>(event: K, value: BusEvents[K]): void {
    for (const listener of this.listeners.get(event) ?? []) {
      try {
        ;(listener as Listener<BusEvents[K]>)(value)
      } catch (error) {
        this.onError(error, event)
      }
    }
  }
}
