/** Field numbers of a payload. */
export const PAYLOAD = { timestamp: 1, metric: 2, seq: 3, uuid: 4, body: 5 } as const

/** Field numbers of a metric; the scalar values follow each other from `firstScalar`. Field 8 (metadata) is not used here. */
export const METRIC = {
  name: 1,
  alias: 2,
  timestamp: 3,
  datatype: 4,
  isHistorical: 5,
  isTransient: 6,
  isNull: 7,
  properties: 9,
  firstScalar: 10,
  lastScalar: 15,
  bytes: 16,
  dataSet: 17,
  template: 18,
  extension: 19,
} as const
