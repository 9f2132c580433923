import { rgbOf } from '../../../../shared/theme/contrast'
import type { LayerColours } from '../layers/layer-colours'
import { FIELD_WIDTH, LayerField } from '../layers/layer-field'
import type { Frames, MapRenderer } from './map-renderer.port'
import { FRAGMENT, VERTEX } from './strip-shader'
import type { Picture, Strip } from './strips'

/** Numbers of an instance: box, frame, look. */
const FLOATS = 9
/** Drivers that compute on the CPU, by the names that they give themselves; some browsers count them as no caveat. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i
const CODES_UNIT = 0
const COLOURS_UNIT = 1
const UNIFORMS = ['u_size', 'u_height', 'u_ratio', 'u_gap', 'u_line', 'u_width', 'u_codes', 'u_colours'] as const

/** The map by WebGL 2: a byte a spindle in one texture, a rectangle a frame, and the rest on the graphics card. */
export class WebglRenderer implements MapRenderer {
  readonly kind = 'webgl2'
  #instances = new Float32Array()
  #field = new LayerField()
  #rows = 0
  readonly #codes: WebGLTexture
  readonly #colours: WebGLTexture
  readonly #buffer: WebGLBuffer
  readonly #at: Readonly<Record<(typeof UNIFORMS)[number], WebGLUniformLocation | null>>

  private constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly gl: WebGL2RenderingContext,
  ) {
    const program = programOf(gl)
    gl.useProgram(program)
    this.#at = Object.fromEntries(UNIFORMS.map((name) => [name, gl.getUniformLocation(program, name)])) as never
    this.#codes = gl.createTexture()
    this.#colours = gl.createTexture()
    this.#buffer = gl.createBuffer()
    for (const [unit, texture] of [
      [CODES_UNIT, this.#codes],
      [COLOURS_UNIT, this.#colours],
    ] as const) {
      gl.activeTexture(gl.TEXTURE0 + unit)
      gl.bindTexture(gl.TEXTURE_2D, texture)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST)
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST)
    }
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1)
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer)
    attribute(gl, 0, 4, 0)
    attribute(gl, 1, 4, 4)
    attribute(gl, 2, 1, 8)
    gl.uniform1i(this.#at.u_codes, CODES_UNIT)
    gl.uniform1i(this.#at.u_colours, COLOURS_UNIT)
    gl.uniform1i(this.#at.u_width, FIELD_WIDTH)
  }

  /**
   * Null where the browser has no WebGL 2, or only one that computes on the CPU: for that the 2D canvas is the faster way.
   * Throws where the driver refuses the shaders.
   */
  static on(canvas: HTMLCanvasElement): WebglRenderer | null {
    const gl = canvas.getContext('webgl2', {
      alpha: false,
      antialias: false,
      depth: false,
      stencil: false,
      failIfMajorPerformanceCaveat: true,
    })
    if (!gl) return null
    if (!isSoftware(gl)) return new WebglRenderer(canvas, gl)
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    return null
  }

  load(field: LayerField, changed: Frames): void {
    const { gl } = this
    gl.activeTexture(gl.TEXTURE0 + CODES_UNIT)
    const rows = field.codes.length / FIELD_WIDTH
    if (changed === 'all' || field !== this.#field || rows !== this.#rows) {
      this.#field = field
      this.#rows = rows
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, FIELD_WIDTH, rows, 0, gl.RED_INTEGER, gl.UNSIGNED_BYTE, field.codes)
      return
    }
    for (const [first, last] of rowsOf(field, changed)) {
      const codes = field.codes.subarray(first * FIELD_WIDTH, (last + 1) * FIELD_WIDTH)
      const count = last - first + 1
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, first, FIELD_WIDTH, count, gl.RED_INTEGER, gl.UNSIGNED_BYTE, codes)
    }
  }

  colour({ running, standing, hatch }: LayerColours): void {
    const { gl } = this
    const pixels = new Uint32Array(512)
    pixels.set(running)
    pixels.set(standing, 256)
    gl.activeTexture(gl.TEXTURE0 + COLOURS_UNIT)
    const bytes = new Uint8Array(pixels.buffer)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 256, 2, 0, gl.RGBA, gl.UNSIGNED_BYTE, bytes)
    const ground = rgbOf(hatch.ground).map((channel) => channel / 255) as [number, number, number]
    gl.uniform3f(this.#at.u_gap, ...ground)
    gl.uniform3f(this.#at.u_line, ...(rgbOf(hatch.line).map((channel) => channel / 255) as [number, number, number]))
    gl.clearColor(...ground, 1)
  }

  draw(strips: readonly Strip[], { width, height, ratio }: Picture): void {
    const { gl, canvas } = this
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    gl.viewport(0, 0, width, height)
    gl.clear(gl.COLOR_BUFFER_BIT)
    if (strips.length === 0) return
    gl.uniform2f(this.#at.u_size, width, height)
    gl.uniform1f(this.#at.u_height, height)
    gl.uniform1f(this.#at.u_ratio, ratio)
    if (this.#instances.length < strips.length * FLOATS) this.#instances = new Float32Array(strips.length * FLOATS)
    strips.forEach(({ x0, y0, x1, y1, frame, spindles, left, perRow, standing, hatched }, i) => {
      const look = (standing ? 1 : 0) | (hatched ? 2 : 0)
      this.#instances.set([x0, y0, x1, y1, this.#field.offsetOf(frame), spindles, left, perRow, look], i * FLOATS)
    })
    gl.bufferData(gl.ARRAY_BUFFER, this.#instances.subarray(0, strips.length * FLOATS), gl.DYNAMIC_DRAW)
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, strips.length)
  }

  dispose(): void {
    const { gl } = this
    gl.deleteTexture(this.#codes)
    gl.deleteTexture(this.#colours)
    gl.deleteBuffer(this.#buffer)
    this.canvas.remove()
  }
}

function isSoftware(gl: WebGL2RenderingContext): boolean {
  const told = gl.getExtension('WEBGL_debug_renderer_info')
  return SOFTWARE.test(String(gl.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : gl.RENDERER)))
}

function attribute(gl: WebGL2RenderingContext, index: number, size: number, offset: number): void {
  const bytes = Float32Array.BYTES_PER_ELEMENT
  gl.enableVertexAttribArray(index)
  gl.vertexAttribPointer(index, size, gl.FLOAT, false, FLOATS * bytes, offset * bytes)
  gl.vertexAttribDivisor(index, 1)
}

/** Runs of rows of the texture that hold codes of these frames. */
export function rowsOf(field: LayerField, frames: ReadonlySet<number>): [first: number, last: number][] {
  const runs: [first: number, last: number][] = []
  for (const frame of [...frames].sort((a, b) => a - b)) {
    const begin = field.offsetOf(frame)
    const first = Math.floor(begin / FIELD_WIDTH)
    const last = Math.floor(Math.max(begin, begin + field.codesOf(frame).length - 1) / FIELD_WIDTH)
    const run = runs.at(-1)
    if (run && first <= run[1] + 1) run[1] = Math.max(run[1], last)
    else runs.push([first, last])
  }
  return runs
}

function programOf(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram()
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type)
    if (!shader) throw new Error('the map: no shader, the context is lost')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    throw new Error(`the map's shaders: ${gl.getProgramInfoLog(program)}`)
  }
  return program
}
