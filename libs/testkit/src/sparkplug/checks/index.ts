import type { Check } from '../finding'
import { CLEAN_SESSION, CONNECTION_CHECKS } from './connection'
import { DATA_SET_CHECKS } from './data-set'
import { DEVICE_AND_DATA_CHECKS } from './device-and-data'
import { HOST_COMMAND_CHECKS } from './host-commands'
import { HOST_EDGE_CHECKS } from './host-edges'
import { HOST_STATE_CHECKS } from './host-state'
import { METRIC_CHECKS } from './metric'
import { NBIRTH_CHECKS } from './nbirth'
import { PRIMARY_HOST_CHECKS } from './primary-host'
import { REBIRTH_CHECKS } from './rebirth'
import { TEMPLATE_CHECKS } from './template'
import { NAME_CHECKS, oneAtATime, TOPIC_CHECKS } from './topics'

/** What can be asked of the recording of an edge node, by name. */
export const EDGE_CHECKS: Readonly<Record<string, Check>> = {
  ...TOPIC_CHECKS,
  ...NAME_CHECKS,
  ...CLEAN_SESSION,
  ...CONNECTION_CHECKS,
  ...NBIRTH_CHECKS,
  ...DEVICE_AND_DATA_CHECKS,
  ...REBIRTH_CHECKS,
  ...PRIMARY_HOST_CHECKS,
  ...METRIC_CHECKS,
  ...DATA_SET_CHECKS,
  ...TEMPLATE_CHECKS,
}

/** What can be asked of the recording of a host. */
export const HOST_CHECKS: Readonly<Record<string, Check>> = {
  ...TOPIC_CHECKS,
  ...CLEAN_SESSION,
  'host.once': oneAtATime,
  ...HOST_STATE_CHECKS,
  ...HOST_EDGE_CHECKS,
  ...HOST_COMMAND_CHECKS,
}
