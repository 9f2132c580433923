// A mill that runs as fast as it can, and the listening half of the backend behind it: twin, figures, recorder, store. What
// gateways would publish each second of the mill is handed over as the bus's events, without a broker between.

const PREPARATION = ['blowroom', 'card', 'breaker-draw', 'lap-former', 'comber', 'finisher-draw', 'roving-frame', 'agv']
const SPINDLE_ARRAYS = new Set(['spindles/state', 'spindles/rpm', 'spindles/transitions'])
const RUN = 'live'

export class HeadlessBackend {
  /** `code`: the built modules of mill and backend; `store`: started; `speedsFromMs`: speeds are published from there on. */
  constructor(code, store, plan, seed, startMs, speedsFromMs = Number.POSITIVE_INFINITY) {
    this.code = code
    this.nowMs = startMs
    this.speedsFromMs = speedsFromMs
    this.mill = code.createMill(plan, seed, startMs)
    this.bus = new code.Bus((error) => {
      throw error
    })
    const clock = { nowMs: () => this.nowMs }
    this.twins = new code.TwinService(this.bus)
    this.kpi = new code.KpiService(this.bus, clock)
    const log = { warn: (_, text) => console.error(text), error: (_, text) => console.error(text) }
    const limits = { batches: 100, bytes: 1e9 }
    this.writer = new code.StoreWriter(this.bus, store, {
      retentionHours: 24,
      retentionBytes: 20e9,
      nowMs: clock.nowMs,
      log,
      limits,
    })
    this.twins.onModuleInit()
    this.kpi.onModuleInit()
    this.writer.start()
    this.journals = Array.from({ length: plan.ringRoom.frames }, () => new code.SpindleJournal())
    this.gateways = this.gatewaysOf(plan)
    for (const gateway of this.gateways)
      this.bus.emit('gatewayOnline', { ...this.stamp(), mill: plan.id, gateway: gateway.id })
    for (const gateway of this.gateways) for (const device of gateway.devices) this.tell(gateway.id, device, true)
    this.recorder = new code.MillRecorder(this.twins.mill(plan.id), {
      rateOf: (id, machine) => this.kpi.breaksPer1000SpindleHours(id, machine),
      sinceOf: (id, machine) => this.kpi.sinceMs(id, machine),
    })
    this.bus.on('spindles', (reading) => this.recorder.spindles(reading))
  }

  /** The next second of the mill; resolves when the store is not far behind. Returns CPU ms of the recorder alone. */
  async second() {
    this.nowMs += 1000
    this.code.advance(this.mill, this.nowMs, (event) => {
      if (event.kind === 'spindle') this.journals[event.frame].add(event.position, event.state, event.atMs)
    })
    for (const gateway of this.gateways) for (const device of gateway.devices) this.tell(gateway.id, device, false)
    const began = process.cpuUsage()
    if (this.nowMs % 10_000 === 0) {
      const kpi = this.kpi.now(this.mill.plan.id)
      this.bus.emit('kpi', kpi)
      this.keep(this.recorder.figures(kpi))
    }
    this.keep(this.recorder.record(this.nowMs))
    const { user, system } = process.cpuUsage(began)
    this.writer.tick()
    while (this.writer.status(this.nowMs).queued > 20) await new Promise((resolve) => setTimeout(resolve, 5))
    return (user + system) / 1000
  }

  async stop() {
    this.kpi.onApplicationShutdown()
    this.twins.onApplicationShutdown()
    this.writer.tick()
    while (this.writer.status(this.nowMs).queued > 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  keep(moments) {
    this.kept ??= { picture: [], step: [], anomaly: [] }
    for (const moment of moments) {
      this.kept[moment.kind].push(moment.data.length)
      this.bus.emit('moment', moment)
    }
  }

  tell(gateway, { id, kind, report, read }, birth) {
    const { translate } = this.code
    const without = this.nowMs < this.speedsFromMs ? 'spindles/rpm' : ''
    const news = birth
      ? report.birth(read, this.nowMs).map(({ signal, value }) => ({ name: signal.name, value }))
      : report.changed((name) => (name === without ? undefined : read(name)), this.nowMs)
    if (news.length === 0) return
    const { values, states, rpm, transitions, arrays } = translate(news, this.nowMs)
    const base = { ...this.stamp(), mill: this.mill.plan.id, gateway, machine: id }
    if (birth || values.size > 0 || arrays)
      this.bus.emit('reading', { ...base, kind, birth, values, ...(arrays && { arrays }) })
    if (news.some(({ name }) => SPINDLE_ARRAYS.has(name))) {
      this.bus.emit('spindles', {
        ...base,
        ...(states && { states: states.slice() }),
        ...(rpm && { rpm: rpm.slice() }),
        transitions,
      })
    }
  }

  stamp() {
    return { run: RUN, atMs: this.nowMs, receivedMs: this.nowMs, historical: false }
  }

  gatewaysOf(plan) {
    const { machinesOf, organisationDevices, ReportByException } = this.code
    const clockOf = () => this.nowMs
    const devices = new Map()
    const add = (gateway, kind, device) => {
      const list = devices.get(gateway) ?? []
      list.push({ ...device, kind, report: new ReportByException(device.signals) })
      devices.set(gateway, list)
    }
    const ringGateway = (index) =>
      plan.gateways.find(({ frames: [first, last] }) => index + 1 >= first && index + 1 <= last).id
    for (const machine of machinesOf(this.mill)) {
      const { kind, index } = machine
      const gateway =
        kind === 'ring-frame' || kind === 'winder' ? ringGateway(index) : PREPARATION.includes(kind) ? 'PREP' : 'UTIL'
      add(gateway, kind, this.deviceOf(machine, clockOf))
    }
    for (const device of organisationDevices(this.mill, plan, 1, clockOf))
      add('OFFICE', device.id.toLowerCase(), device)
    return [...devices].map(([id, list]) => ({ id, devices: list }))
  }

  deviceOf(machine, clockOf) {
    const { processDevice, ringFrameDevice, rovingFrameDevice, winderDevice } = this.code
    if (machine.kind === 'ring-frame') return ringFrameDevice(this.mill, machine, this.journals[machine.index], clockOf)
    if (machine.kind === 'roving-frame') return rovingFrameDevice(this.mill, machine, clockOf)
    if (machine.kind === 'winder') return winderDevice(this.mill, machine, clockOf)
    return processDevice(this.mill, machine, clockOf)
  }
}
