/** Linear density of a fibre, tex, for each unit of micronaire, which is µg/inch. */
const TEX_PER_MICRONAIRE = 0.03937

/** Fibres in the cross-section of a yarn: yarn tex / fibre tex (domain 2.6). */
export function fibresInSection(tex: number, micronaire: number): number {
  return tex / (micronaire * TEX_PER_MICRONAIRE)
}

/** Evenness that no cotton yarn can better, CVm %: 106 / sqrt(fibres in the cross-section) (domain 2.6). */
export function limitCvPercent(fibres: number): number {
  return 106 / Math.sqrt(fibres)
}

/** Index of irregularity: how far a yarn is from the limit; 1.10–1.20 for compact combed yarn (domain 2.6). */
export function irregularityIndex(cvmPercent: number, fibres: number): number {
  return cvmPercent / limitCvPercent(fibres)
}

/** What a fibre bundle tester says of a cotton (domain 2.6). */
export interface CottonProperties {
  /** cN/tex. */
  strength: number
  micronaire: number
  /** Upper half mean length, inch. */
  lengthInch: number
  /** Uniformity index, %. */
  uniformityPercent: number
  /** Reflectance Rd, %. */
  reflectancePercent: number
  /** Yellowness +b. */
  yellowness: number
}

/** Spinning consistency index of a cotton (domain 2.6). */
export function spinningConsistencyIndex(cotton: CottonProperties): number {
  const { strength, micronaire, lengthInch, uniformityPercent, reflectancePercent, yellowness } = cotton
  return (
    -414.67 +
    2.9 * strength -
    9.32 * micronaire +
    49.17 * lengthInch +
    4.74 * uniformityPercent +
    0.65 * reflectancePercent +
    0.36 * yellowness
  )
}

/** Wastes of SITRA's formulas, % (domain 2.6). */
export interface RealisationWastes {
  /** Trash in the cotton. */
  trash: number
  /** Lint lost in blowroom and card. */
  card: number
  /** Hard waste of ring room and winding. */
  hard: number
}

/** SITRA: yarn realisation of carded yarn, %: 97.5 - t - Wk - Wh (domain 2.6). */
export function cardedRealisationPercent({ trash, card, hard }: RealisationWastes): number {
  return 97.5 - trash - card - hard
}

/** SITRA: yarn realisation of combed yarn, %: (100 - t - Wk)(1 - Wc/100) - Wh - 2.5 (domain 2.6). */
export function combedRealisationPercent(wastes: RealisationWastes & { noilPercent: number }): number {
  const { trash, card, hard, noilPercent } = wastes
  return (100 - trash - card) * (1 - noilPercent / 100) - hard - 2.5
}
