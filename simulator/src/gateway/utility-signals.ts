import { departmentSignal } from '@wanding/contracts'
import { ENERGY_DEPARTMENTS } from '@wanding/mill'
import type { MetricValue } from '@wanding/sparkplug'
import type { MachineReading } from '../engine'

type Values = Readonly<Record<string, MetricValue>>
type Of<K extends MachineReading['kind']> = Extract<MachineReading, { kind: K }>

export const airConditioningValues = (plant: Of<'air-conditioning'>): Values => ({
  'zone/name': plant.zone,
  'zone/temperature': plant.temperatureC,
  'zone/relativeHumidity': plant.relativeHumidityPercent,
  'zone/temperature2': plant.temperature2C,
  'zone/relativeHumidity2': plant.relativeHumidity2Percent,
  'zone/absoluteHumidity': plant.absoluteHumidityGPerKg,
  'fan/frequency': plant.fanHz,
  'fan/returnFrequency': plant.returnFanHz,
  'spray/pump': plant.sprayPercent,
  'damper/outsideAir': plant.damperPercent,
  'filter/pressure': plant.filterPa,
  'supply/temperature': plant.supplyC,
  'outside/temperature': plant.outsideC,
  'outside/relativeHumidity': plant.outsideRelativeHumidityPercent,
})

export const compressedAirValues = (main: Of<'compressed-air'>): Values => ({
  'air/pressure': main.pressureBar,
  'air/flow': main.flowNm3PerMin,
  'air/dewPoint': main.dewPointC,
  'compressor/running': main.compressorsRunning,
  'compressor/installed': main.compressors,
  'compressor/load': main.loadPercent,
  'air/leaks': main.leakPercent,
})

const DEPARTMENT_SIGNALS = ENERGY_DEPARTMENTS.map((name) => [name, departmentSignal(name)] as const)

export const electricityValues = (feeder: Of<'electricity'>): Values => ({
  'feeder/voltage': feeder.voltageV,
  'feeder/powerFactor': feeder.powerFactor,
  'feeder/demand': feeder.demandKw,
  'feeder/mostDemand': feeder.mostDemandKw,
  'feeder/sags': feeder.sags,
  'feeder/lowestVoltage': feeder.lowestSagPercent,
  ...Object.fromEntries(DEPARTMENT_SIGNALS.map(([name, signal]) => [signal, feeder.departmentKwh[name]])),
})
