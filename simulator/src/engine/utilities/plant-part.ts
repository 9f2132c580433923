/** What somebody is called to at an air-conditioning plant; the position of the call. */
export const PlantPart = { spray: 1, filter: 2 } as const
