const doubles = (length: number) => new Float64Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** State of the climate zones, each with the air-conditioning plant that serves it. */
export const zoneArrays = (n: number) => ({
  atMs: doubles(n),
  humidity: doubles(n),
  regainHumidity: doubles(n),
  targetHumidity: doubles(n),
  temperature: doubles(n),
  targetTemperature: doubles(n),
  unrest: doubles(n),
  unrestTemperature: doubles(n),
  /** Greatest humidity factor until the next change of the zone. */
  humidityBound: doubles(n),
  /** Relative humidity that the plant cannot hold for lack of spray, and that its people have set it off by, %. */
  humidityLoss: doubles(n),
  humidityOffset: doubles(n),
  /** Share of its air that the plant has lost to a clogged filter. */
  airLost: doubles(n),
  /** Heat of its frames against the planned, and their energy when it was last measured. */
  heatShare: doubles(n),
  framesJ: doubles(n),
  framesMs: doubles(n),
  /** Supply air against the nominal, spray water against the nominal, outside air in the supply; 0 … 1. */
  fanShare: doubles(n),
  sprayShare: doubles(n),
  damperShare: doubles(n),
  filterCleanedMs: doubles(n),
  /** The plant's power until its next change, and its energy up to the last. */
  powerW: doubles(n),
  powerAtMs: doubles(n),
  energyJ: doubles(n),
})

/** State of the compressed-air mains. */
export const airMainArrays = (n: number) => ({
  /** Up to when pressure and energy are settled. */
  atMs: doubles(n),
  pressureBar: doubles(n),
  targetBar: doubles(n),
  /** Pressure lost to a leak or for want of a compressor, bar. */
  lossBar: doubles(n),
  /** Too low for splices and doffers. */
  low: bytes(n),
  flowNm3PerMin: doubles(n),
  powerW: doubles(n),
  energyJ: doubles(n),
})

/** State of the feeders. */
export const feederArrays = (n: number) => ({
  /** Energy at the beginning of the quarter of an hour in hand, and the mean power of the last, W. */
  quarterJ: doubles(n),
  demandW: doubles(n),
  mostDemandW: doubles(n),
  /** Voltage sags since installation, and the lowest voltage of the last, % of nominal. */
  sags: doubles(n),
  sagPercent: doubles(n),
  /** When the last block of frames was restarted after a sag; 0 before the first. */
  blockMs: doubles(n),
})
