/** What is believed to exist; each of these costs memory in every room of the backend for as long as it runs. */
export const ADMISSION_LIMITS = Object.freeze({
  mills: 32,
  gateways: 512,
  machines: 8192,
  /** Different signals of one machine, over all its births. */
  signals: 2000,
  /** Characters of an id: it stands in every row of the store. */
  idLength: 100,
})

const FORBIDDEN = /[\p{Cc}\p{Cs}\u2028\u2029]/u

/** Why an id cannot name a mill, a gateway or a machine here; undefined for one that can. */
export function problemOfId(role: string, id: string): string | undefined {
  if (id.length > ADMISSION_LIMITS.idLength)
    return `${role} has ${id.length} characters, more than ${ADMISSION_LIMITS.idLength}`
  if (id === '.' || id === '..') return `${role} is ${id}`
  return FORBIDDEN.test(id) ? `${role} has a character that cannot be printed` : undefined
}

/** Lets in as many mills, gateways, machines and signals as there may be: who may publish may invent names without end. */
export class Admission {
  private readonly mills = new Set<string>()
  private readonly gateways = new Set<string>()
  private readonly machines = new Map<string, Set<string>>()

  /** Those that are known already are let in first. */
  constructor(known: Iterable<{ mill: string; gateway: string }> = []) {
    for (const { mill, gateway } of known) {
      this.mills.add(mill)
      this.gateways.add(`${mill}/${gateway}`)
    }
  }

  /** Why nothing of this gateway is taken; undefined when it is let in. */
  gateway(mill: string, gateway: string): string | undefined {
    const key = `${mill}/${gateway}`
    if (this.gateways.has(key)) return undefined
    const problem = problemOfId('the mill', mill) ?? problemOfId('the gateway', gateway)
    if (problem) return problem
    if (!this.mills.has(mill) && this.mills.size >= ADMISSION_LIMITS.mills)
      return `more than ${ADMISSION_LIMITS.mills} mills`
    if (this.gateways.size >= ADMISSION_LIMITS.gateways) return `more than ${ADMISSION_LIMITS.gateways} gateways`
    this.mills.add(mill)
    this.gateways.add(key)
    return undefined
  }

  /** Why nothing of this machine is taken; undefined when it is let in. */
  machine(mill: string, machine: string): string | undefined {
    const key = `${mill}/${machine}`
    if (this.machines.has(key)) return undefined
    const problem = problemOfId('the machine', machine)
    if (problem) return problem
    if (this.machines.size >= ADMISSION_LIMITS.machines) return `more than ${ADMISSION_LIMITS.machines} machines`
    this.machines.set(key, new Set())
    return undefined
  }

  /** Whether a signal of a machine that was let in is one of those that it may have. */
  signal(mill: string, machine: string, name: string): boolean {
    const signals = this.machines.get(`${mill}/${machine}`)
    if (!signals || signals.has(name)) return signals !== undefined
    if (signals.size >= ADMISSION_LIMITS.signals || name.length > 200) return false
    signals.add(name)
    return true
  }
}
