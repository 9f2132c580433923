import type { FrameInfo, FrameRow, WorkMark } from '@wanding/contracts'
import type { LocalText } from '../../../../shared/i18n/texts'
import type { MachineLook } from '../../../../shared/machines/machine-look'
import type { Palette } from '../../../../shared/theme/tokens'
import type { Bands } from '../band/band-layout'
import type { LayerColours } from '../layers/layer-colours'
import type { LayerField } from '../layers/layer-field'
import type { MapLayout } from '../map-layout'
import type { MapView } from '../map-view'
import type { Picture, Strip } from './strips'

/** A machine of the bands as it is shown. */
export interface TileLook {
  id: string
  look: MachineLook
}

/** All that a picture of the mill is made of, but for the codes of the spindles. */
export interface MapScene {
  layout: MapLayout
  bands: Bands
  frames: readonly FrameInfo[]
  rows: readonly FrameRow[]
  /** In the order of the machines of the process. */
  tiles: readonly TileLook[]
  view: MapView
  picture: Picture
  palette: Palette
  colours: LayerColours
  /** Shown by the layer of work only. */
  marks: readonly WorkMark[]
  /** Size of the labels. */
  scale: number
  fontFamily: string
  say: (text: LocalText) => string
  /** Heading of a zone. */
  heading: (zone: string) => string
  /** Name of a department. */
  department: (kind: string) => string
}

/** What the painters of the overlay are given. */
export interface Drawing {
  pen: CanvasRenderingContext2D
  scene: MapScene
  strips: readonly Strip[]
  field: LayerField
}
