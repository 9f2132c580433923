import { type BeforeApplicationShutdown, Inject, type OnModuleInit } from '@nestjs/common'
import { type OnGatewayConnection, type OnGatewayInit, WebSocketGateway, WebSocketServer } from '@nestjs/websockets'
import {
  type AlarmsRevision,
  type DashboardEvents,
  type JoinReply,
  type JoinRequest,
  joinRequest,
  type KpiNow,
  type LayerRevision,
  type LiveEvents,
  type MachineLive,
  type ProcessRevision,
  roomName,
  type WorkSeen,
} from '@wanding/contracts'
import type { Server, Socket } from 'socket.io'
import { ALARMS_SOURCE, type AlarmsSource } from '../alarms'
import { Bus } from '../bus'
import { FRAME_RATES, type FrameRates, MACHINE_TIMES, type MachineTimesSource } from '../kpi'
import { TwinService } from '../twin'
import { LayerRooms } from './layer-rooms'
import type { LiveStatusSource } from './live-status.port'
import { frameLiveOf, MillFeed } from './mill-feed'
import { ProcessRooms } from './process-rooms'

type LiveServer = Server<DashboardEvents, LiveEvents>
type LiveSocket = Socket<DashboardEvents, LiveEvents>

/** A mill's gateways publish together: a revision is sent when nothing has come for this long, */
const QUIET_MS = 10
/** or at the latest this long after the first news. */
const MOST_GATHER_MS = 40
/** Shortest time between two revisions of one mill. */
const LEAST_INTERVAL_MS = 20
const HEARTBEAT_MS = 1000
const MAX_ROOMS = 12
/** Engine packets waiting for a socket above which it is left out until it has caught up. */
const MAX_WAITING = 4
/** Alarms wait for a slow socket instead of being left out, up to so many packets; then it sees a gap and asks anew. */
const MAX_ALARMS_WAITING = 256

/**
 * Sends frames of state, not entities: one encoded message a room and tick, latest wins.
 * A client that cannot keep up is left out of the broadcast, sees the gap in `rev`, and asks for a snapshot.
 */
@WebSocketGateway({ transports: ['websocket'], maxHttpBufferSize: 16_384 })
export class LiveGateway
  implements LiveStatusSource, OnGatewayInit, OnGatewayConnection, OnModuleInit, BeforeApplicationShutdown
{
  @WebSocketServer() private readonly server!: LiveServer
  private readonly feeds = new Map<string, MillFeed>()
  private readonly kpis = new Map<string, KpiNow>()
  private readonly processes: ProcessRooms
  private readonly layers: LayerRooms
  /** Mills with news, and which of their machines have some. */
  private readonly news = new Map<string, Set<string>>()
  private readonly sentMs = new Map<string, number>()
  private readonly offs: (() => void)[] = []
  private gatherTimer: NodeJS.Timeout | undefined
  private gatherSinceMs = 0
  private heartbeat: NodeJS.Timeout | undefined
  private skipped = 0
  private ready = false

  constructor(
    private readonly bus: Bus,
    private readonly twins: TwinService,
    @Inject(FRAME_RATES) private readonly rates: FrameRates,
    @Inject(MACHINE_TIMES) times: MachineTimesSource,
    @Inject(ALARMS_SOURCE) private readonly alarms: AlarmsSource,
  ) {
    this.processes = new ProcessRooms(twins, times, {
      rooms: () => this.server.sockets.adapter.rooms.keys(),
      send: (room, event, payload) => {
        const target = this.toRoom(room)
        if (event === 'process') target.emit('process', payload as ProcessRevision)
        else target.emit('machine', payload as MachineLive)
      },
    })
    this.layers = new LayerRooms(twins, {
      has: (room) => this.server.sockets.adapter.rooms.has(room),
      send: (room, event, payload) => {
        const target = this.toRoom(room)
        if (event === 'layer') target.emit('layer', payload as LayerRevision)
        else target.emit('work', payload as WorkSeen)
      },
    })
  }

  onModuleInit(): void {
    this.offs.push(
      this.bus.on('reading', ({ mill, machine }) => this.note(mill, machine)),
      this.bus.on('spindles', ({ mill, machine }) => this.note(mill, machine)),
      this.bus.on('gatewayOnline', ({ mill }) => this.note(mill)),
      this.bus.on('gatewayOffline', ({ mill }) => this.note(mill)),
      this.bus.on('machineOffline', ({ mill, machine }) => this.note(mill, machine)),
      this.bus.on('kpi', (kpi) => this.sendKpi(kpi)),
      this.bus.on('alarms', (revision) => this.sendAlarms(revision)),
    )
    this.heartbeat = setInterval(() => this.lookAtQuietMills(), HEARTBEAT_MS)
  }

  afterInit(): void {
    this.ready = true
  }

  handleConnection(socket: LiveSocket): void {
    socket.on('join', (request, reply) => {
      if (typeof reply === 'function') reply(this.join(socket, request))
    })
    socket.on('leave', (request) => {
      const parsed = joinRequest.safeParse(request)
      if (parsed.success) void socket.leave(roomName(parsed.data))
    })
  }

  beforeApplicationShutdown(): void {
    for (const off of this.offs.splice(0)) off()
    clearInterval(this.heartbeat)
    clearTimeout(this.gatherTimer)
    this.server?.disconnectSockets(true)
  }

  status() {
    return { clients: this.ready ? this.server.sockets.sockets.size : 0, skipped: this.skipped }
  }

  private join(socket: LiveSocket, raw: unknown): JoinReply {
    const parsed = joinRequest.safeParse(raw)
    if (!parsed.success) return { ok: false, reason: 'bad-request' }
    const request: JoinRequest = parsed.data
    const twin = this.twins.mill(request.mill)
    if (!twin) return { ok: false, reason: 'unknown-mill' }
    const room = roomName(request)
    if (!socket.rooms.has(room) && socket.rooms.size > MAX_ROOMS) return { ok: false, reason: 'too-many-rooms' }
    switch (request.room) {
      case 'kpi': {
        const kpi = this.kpis.get(request.mill)
        if (!kpi) return { ok: false, reason: 'unknown-mill' }
        void socket.join(room)
        return { ok: true, room: 'kpi', kpi }
      }
      case 'alarms': {
        const alarms = this.alarms.now(request.mill)
        if (!alarms) return { ok: false, reason: 'unknown-mill' }
        void socket.join(room)
        return { ok: true, room: 'alarms', alarms }
      }
      case 'frame': {
        const frame = twin.machines.get(request.machine)
        if (frame?.kind !== 'ring-frame') return { ok: false, reason: 'unknown-machine' }
        void socket.join(room)
        return { ok: true, room: 'frame', frame: frameLiveOf(twin, frame) }
      }
      case 'process': {
        const snapshot = this.processes.snapshot(twin, Date.now())
        void socket.join(room)
        return { ok: true, room: 'process', snapshot }
      }
      case 'layer': {
        const snapshot = this.layers.snapshot(twin, request.layer)
        void socket.join(room)
        return { ok: true, room: 'layer', snapshot }
      }
      case 'work': {
        void socket.join(room)
        return { ok: true, room: 'work', work: this.layers.work(twin) }
      }
      case 'machine': {
        const machine = this.processes.machine(twin, request.machine, Date.now())
        if (!machine) return { ok: false, reason: 'unknown-machine' }
        void socket.join(room)
        return { ok: true, room: 'machine', machine }
      }
      case 'mill': {
        // Send what is pending first: the snapshot must stand exactly between two revisions.
        this.sendRevision(request.mill)
        void socket.join(room)
        return { ok: true, room: 'mill', snapshot: this.feedOf(request.mill).snapshot(Date.now()) }
      }
    }
  }

  private note(mill: string, machine?: string): void {
    const machines = this.news.get(mill) ?? new Set()
    if (machine !== undefined) machines.add(machine)
    this.news.set(mill, machines)
    if (!this.gatherTimer) this.gather()
    else if (performance.now() - this.gatherSinceMs < MOST_GATHER_MS) this.gatherTimer.refresh()
  }

  private gather(): void {
    this.gatherSinceMs = performance.now()
    this.gatherTimer = setTimeout(() => this.flush(), QUIET_MS)
  }

  /** Sends every mill with news whose last revision is long enough ago; the others come again after the gathering time. */
  private flush(): void {
    this.gatherTimer = undefined
    // Not the computer's clock: when that is set back, nothing would be sent until it has caught up.
    const nowMs = performance.now()
    for (const [mill, machines] of this.news) {
      if (nowMs - (this.sentMs.get(mill) ?? -LEAST_INTERVAL_MS) < LEAST_INTERVAL_MS) continue
      this.news.delete(mill)
      if (!this.ready || !this.twins.mill(mill)) continue
      // What changed no frame (a card, the crew) must not make the frames behind it wait.
      if (this.sendRevision(mill)) this.sentMs.set(mill, nowMs)
      this.sendFrames(mill, machines)
    }
    if (this.news.size > 0) this.gather()
  }

  /** A mill from which nothing comes must still be seen to go stale. */
  private lookAtQuietMills(): void {
    if (!this.ready) return
    for (const mill of this.twins.mills()) if (!this.news.has(mill)) this.sendRevision(mill)
    this.processes.tick(Date.now())
    this.layers.tick()
  }

  /** True when there was something to tell. */
  private sendRevision(mill: string): boolean {
    const room = roomName({ room: 'mill', mill })
    const revision = this.feedOf(mill).revision(Date.now())
    if (revision && this.server.sockets.adapter.rooms.has(room)) this.toRoom(room).emit('mill', revision)
    return revision !== undefined
  }

  private sendFrames(mill: string, machines: ReadonlySet<string>): void {
    const twin = this.twins.mill(mill)
    for (const machine of machines) {
      const room = roomName({ room: 'frame', mill, machine })
      const frame = twin?.machines.get(machine)
      if (frame && this.server.sockets.adapter.rooms.has(room))
        this.toRoom(room).emit('frame', frameLiveOf(twin!, frame))
    }
  }

  private sendKpi(kpi: KpiNow): void {
    this.kpis.set(kpi.mill, kpi)
    if (this.ready) this.toRoom(roomName({ room: 'kpi', mill: kpi.mill })).emit('kpi', kpi)
  }

  private sendAlarms(revision: AlarmsRevision): void {
    if (!this.ready) return
    this.toRoom(roomName({ room: 'alarms', mill: revision.mill }), MAX_ALARMS_WAITING).emit('alarms', revision)
  }

  /** A broadcast to a room without those for whom more than `mostWaiting` messages wait already. */
  private toRoom(room: string, mostWaiting = MAX_WAITING) {
    const behind: string[] = []
    for (const id of this.server.sockets.adapter.rooms.get(room) ?? []) {
      const conn = this.server.sockets.sockets.get(id)?.conn as unknown as { writeBuffer?: unknown[] } | undefined
      if ((conn?.writeBuffer?.length ?? 0) > mostWaiting) behind.push(id)
    }
    this.skipped += behind.length
    const target = this.server.to(room)
    return behind.length > 0 ? target.except(behind) : target
  }

  private feedOf(mill: string): MillFeed {
    const known = this.feeds.get(mill)
    if (known) return known
    const feed = new MillFeed(this.twins.mill(mill)!, (id, machine) =>
      this.rates.breaksPer1000SpindleHours(id, machine),
    )
    this.feeds.set(mill, feed)
    return feed
  }
}
