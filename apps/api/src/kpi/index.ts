export { FRAME_RATES, type FrameRates } from './frame-rates.port'
export { KpiModule } from './kpi.module'
export { MACHINE_TIMES, type MachineTimesSource } from './machine-times.port'
export { MEASURED_EVENTS, type MeasuredEventsSource, type MeasuredMill } from './measured-events.port'
