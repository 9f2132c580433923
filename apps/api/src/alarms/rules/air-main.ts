import { alarmKey, type RuleView } from '../finding'

/**
 * The alarm of the compressed-air main, while it stands or its pressure is too low for splicers and doffers: what waits for air
 * follows from it. Null while the air is as it should be.
 */
export function airIsLow(view: RuleView): string | null {
  for (const main of view.mill.of('compressed-air')) {
    const key = alarmKey('air-pressure', main.id)
    if (view.held(key)) return key
  }
  return null
}
