/** Bounds of what the decoder will build from one payload; beyond them it throws `decode/too-many` or `decode/too-deep`. */
export const DECODE_LIMITS = Object.freeze({
  /** Metrics of a payload; an empty metric is two bytes on the wire and a whole object here. */
  metrics: 100_000,
  /** Columns times rows of a DataSet. */
  dataSetCells: 1_000_000,
  /** Entries of a BooleanArray or StringArray, whose entries cost far more here than on the wire. */
  arrayEntries: 1_000_000,
  /** Properties of one payload, all sets together. */
  properties: 200_000,
  /** Property sets within property sets. */
  propertyDepth: 8,
})
