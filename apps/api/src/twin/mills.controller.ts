import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common'
import { ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger'
import type { MachineNow, MillSummary } from '@wanding/contracts'
import type { MillTwin } from './mill-twin'
import { TwinService } from './twin.service'

@ApiTags('mills')
@Controller('api/mills')
export class MillsController {
  constructor(private readonly twins: TwinService) {}

  @Get()
  @ApiOperation({ summary: 'Every mill that telemetry has told of' })
  mills(): MillSummary[] {
    return this.twins.mills().map((id) => summaryOf(this.twins.mill(id)!))
  }

  @Get(':mill/machines')
  @ApiOperation({ summary: 'The present of every machine: state, age and newest values' })
  @ApiParam({ name: 'mill', example: 'jimo' })
  @ApiQuery({ name: 'kind', required: false, example: 'ring-frame' })
  @ApiQuery({
    name: 'metrics',
    required: false,
    description: 'Names of the values wanted, comma separated; empty for none. Without it: all',
    example: 'zone/temperature,zone/relativeHumidity',
  })
  machines(
    @Param('mill') mill: string,
    @Query('kind') kind?: string,
    @Query('metrics') metrics?: string,
  ): MachineNow[] {
    const twin = this.twins.mill(mill)
    if (!twin) throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
    const nowMs = Date.now()
    const wanted = typeof metrics === 'string' ? new Set(metrics.split(',')) : undefined
    return [...twin.machines.values()]
      .filter((machine) => kind === undefined || machine.kind === kind)
      .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
      .map((machine) => ({
        id: machine.id,
        kind: machine.kind,
        gateway: machine.gateway,
        online: machine.online,
        stale: twin.isStale(machine, nowMs),
        atMs: machine.atMs,
        receivedMs: machine.receivedMs,
        metrics: Object.fromEntries([...machine.metrics].filter(([name]) => !wanted || wanted.has(name))),
      }))
  }
}

function summaryOf(twin: MillTwin): MillSummary {
  const machines = [...twin.machines.values()]
  const mill = machines.find((machine) => machine.kind === 'mill')
  return {
    id: twin.id,
    name: { en: mill?.text('mill/nameEn') ?? twin.id, zh: mill?.text('mill/nameZh') ?? twin.id },
    simulated: mill?.metrics.get('mill/simulated') === true,
    run: twin.run,
    clockSpeed: mill?.number('mill/clockSpeed') ?? 1,
    atMs: twin.atMs,
    spindles: twin.spindleCount,
    frames: twin.frames.length,
    machines: machines.length,
    online: machines.filter((machine) => machine.online).length,
    countNe: mill?.number('mill/count') ?? null,
  }
}
