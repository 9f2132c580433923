import { counter, gauge, type Signal, word } from './signal'

/** Every device says in its birth what it is; a host needs no list of machines. */
export const COMMON: readonly Signal[] = [
  word('machine/kind', 'Machine kind', '机器类型', 'Kind of machine, one of the kinds of this reference', 'none'),
  word('machine/state', 'Machine state', '机器状态', 'OPC 40001-1 MachineryItemState, verbatim'),
  word('machine/mode', 'Operation mode', '运行模式', 'OPC 40001-1 MachineryOperationMode, verbatim'),
  word(
    'machine/reason',
    'Reason',
    '原因',
    'Textile reason code beside the state: producing, doffing, no-material, ...',
  ),
]

/** Production and energy of a machine, as a counter and a rate. */
export const productionAndEnergy = (periodMs: number, kgPerHourMost: number, kwMost: number): readonly Signal[] => [
  counter('production/total', 'kg', 'Production', '产量', {
    datatype: 'Double',
    periodMs,
    mostPerHour: kgPerHourMost,
    meaning: 'Material delivered since installation',
  }),
  gauge('production/rate', 'kg/h', 'Production rate', '台时产量', {
    range: [0, kgPerHourMost],
    deadband: kgPerHourMost / 1000,
    periodMs,
    meaning: 'Material delivered per hour at this moment',
  }),
  gauge('energy/power', 'kW', 'Power', '功率', { range: [0, kwMost], deadband: kwMost / 1000, periodMs }),
  counter('energy/total', 'kWh', 'Energy', '电能', {
    datatype: 'Double',
    periodMs,
    mostPerHour: kwMost,
    meaning: 'Energy taken since installation; never reset, not at midnight either',
  }),
]
