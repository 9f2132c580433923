/** A frame is one instance: its strip as a rectangle in pixels of the canvas. */
export const VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec4 a_box;   // x0, y0, x1, y1
layout(location = 1) in vec4 a_frame; // first code, spindles, left, perRow
layout(location = 2) in float a_look; // 1 stands, 2 hatched
uniform vec2 u_size;
flat out vec4 v_box;
flat out ivec4 v_frame;
flat out int v_look;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 at = mix(a_box.xy, a_box.zw, corner) / u_size;
  gl_Position = vec4(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0);
  v_box = a_box;
  v_frame = ivec4(a_frame);
  v_look = int(a_look);
}
`

/**
 * From the pixel to the spindles under it, the same as raster-row.ts: of those that share a pixel the highest code is shown, and
 * a lone one is two pixels wide. No spindle falls between two pixels, because one's end is computed as the other's begin.
 */
export const FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
flat in vec4 v_box;
flat in ivec4 v_frame;
flat in int v_look;
uniform usampler2D u_codes;
uniform sampler2D u_colours; // 256 codes; a row for frames that run, one for those that stand
uniform float u_height;
uniform float u_ratio;
uniform vec3 u_gap;
uniform vec3 u_line;
uniform int u_width; // of u_codes
out vec4 colour;

const float NEAR = 0.0005; // of a spindle: above the error of single precision
const float APART = 6.0;
const float MARK = 2.0;

uint codeAt(int index) {
  return texelFetch(u_codes, ivec2(index % u_width, index / u_width), 0).r;
}

uint worst(int pixel, float scale, int first, int count) {
  int begin = max(0, int(floor(float(pixel) / scale + NEAR)));
  int end = min(count, max(begin + 1, int(ceil(float(pixel + 1) / scale - NEAR))));
  uint most = 0u;
  for (int i = begin; i < end; i++) most = max(most, codeAt(first + i));
  return most;
}

vec3 paint(int pixel, float scale, int first, int count, int other, int otherCount) {
  int begin = int(floor(float(pixel) / scale + NEAR));
  if (begin >= max(count, otherCount)) return u_gap;
  uint code = max(worst(pixel, scale, first, count), worst(pixel, scale, other, otherCount));
  if (code == 0u && scale < MARK && pixel > 0) {
    code = max(worst(pixel - 1, scale, first, count), worst(pixel - 1, scale, other, otherCount));
  }
  if (scale >= APART && int(floor(float(pixel + 1) / scale + NEAR)) > begin) return u_gap;
  return texelFetch(u_colours, ivec2(int(code), v_look & 1), 0).rgb;
}

void main() {
  int pixel = int(floor(gl_FragCoord.x)) - int(v_box.x);
  int line = int(floor(u_height - gl_FragCoord.y)) - int(v_box.y);
  int height = int(v_box.w - v_box.y);
  int aisle = float(height) > 2.0 * u_ratio ? max(1, int(floor(u_ratio + 0.5))) : 0;
  int row = max(1, (height - aisle) / 2);
  float scale = (v_box.z - v_box.x) / float(v_frame.w);
  int left = v_frame.z;
  int right = v_frame.y - left;
  vec3 seen = u_gap;
  if (height < 2) seen = paint(pixel, scale, v_frame.x, left, v_frame.x + left, right);
  else if (line < row) seen = paint(pixel, scale, v_frame.x, left, 0, 0);
  else if (line >= height - row) seen = paint(pixel, scale, v_frame.x + left, right, 0, 0);
  if ((v_look & 2) != 0) {
    float slope = mod(gl_FragCoord.x - gl_FragCoord.y, 8.0 * u_ratio);
    seen = slope < u_ratio * 1.2 ? u_line : mix(seen, u_gap, 0.55);
  }
  colour = vec4(seen, 1.0);
}
`
