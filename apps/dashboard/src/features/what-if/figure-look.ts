import type { WhatIfFigure } from '@wanding/mill'

/** How a figure of a what-if is printed. */
export interface FigureLook {
  unit: string
  decimals: number
}

const look = (unit: string, decimals: number): FigureLook => ({ unit, decimals })

/** In the order in which they are shown. */
export const FIGURE_LOOKS: Readonly<Record<WhatIfFigure, FigureLook>> = {
  endsDownPercent: look('%', 4),
  responseMeanS: look('s', 1),
  responseP90S: look('s', 1),
  productionKg: look('kg', 0),
  efficiencyPercent: look('%', 2),
  breaksPer1000SpindleHours: look('', 2),
  robotSharePercent: look('%', 1),
  energyKwh: look('kWh', 0),
  kwhPerKg: look('kWh/kg', 3),
  requiredPer10k: look('', 2),
  rosteredPer10k: look('', 2),
  workloadIndex: look('', 3),
  tenterBusyPercent: look('%', 1),
  cost: look('CNY', 0),
  costPerKg: look('CNY/kg', 3),
}
