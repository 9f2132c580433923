import type { MachineNow } from '@wanding/contracts'
import type { Api } from '../../../shared/rest/api'
import { Fetched } from '../../../shared/rest/fetched.svelte'

/** Climate of one zone as its plant reports it. */
export interface ZoneClimate {
  plant: string
  zone: string
  temperatureC: number | null
  relativeHumidityPercent: number | null
  present: boolean
}

/** The zones of a mill, asked for every now and then: a room's climate moves in minutes. */
export class Climate {
  readonly plants = new Fetched<MachineNow[]>()
  zones = $derived((this.plants.value ?? []).map(zoneOf))

  constructor(private readonly api: Api) {}

  load(mill: string): Promise<void> {
    return this.plants.load(() => this.api.machines(mill, 'air-conditioning'))
  }
}

export function zoneOf({ id, online, stale, metrics }: MachineNow): ZoneClimate {
  const number = (name: string) => {
    const value = metrics[name]
    return typeof value === 'number' ? value : null
  }
  const zone = metrics['zone/name']
  return {
    plant: id,
    zone: typeof zone === 'string' && zone !== '' ? zone : id,
    temperatureC: number('zone/temperature'),
    relativeHumidityPercent: number('zone/relativeHumidity'),
    present: online && !stale,
  }
}
