/**
 * exp, ln and pow by own series. Math.exp, Math.log and Math.pow may differ in the last bit between engines; these use only
 * + - * / and exact scaling by powers of two, so whatever they decide is the same on every platform (architecture, The engine).
 */

const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LN2 = Math.LN2
const SQRT_HALF = Math.SQRT1_2

/** 1 / n! for n = 0 … 14: |r| stays below 0.35, so the next term is below the last bit. */
const EXP_TERMS: readonly number[] = Array.from({ length: 15 }, (_, n) => {
  let factorial = 1
  for (let i = 2; i <= n; i++) factorial *= i
  return 1 / factorial
})

const SMALLEST_NORMAL = 2.2250738585072014e-308
const TWO_54 = 18014398509481984

/** A double seen as two words; which of them is the high one depends on the platform. */
const BITS_VALUE = new Float64Array([1])
const BITS_WORDS = new Uint32Array(BITS_VALUE.buffer)
const HIGH = BITS_WORDS[1] === 0x3ff00000 ? 1 : 0

/** e^x; relative error below 1e-15, 0 below -745 and Infinity above 709.78. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  if (x < -745.2) return 0
  const k = Math.floor(x / LN2 + 0.5)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  let sum = EXP_TERMS[EXP_TERMS.length - 1]!
  for (let n = EXP_TERMS.length - 2; n >= 0; n--) sum = sum * r + EXP_TERMS[n]!
  return scaled(sum, k)
}

/** Natural logarithm of x; absolute error below 1e-15 near 1. NaN below 0, -Infinity at 0. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  if (x === Number.POSITIVE_INFINITY) return x
  // Exponent and mantissa from the bits; a subnormal number is brought into the normal range first.
  const small = x < SMALLEST_NORMAL
  BITS_VALUE[0] = small ? x * TWO_54 : x
  const high = BITS_WORDS[HIGH]!
  let k = ((high >>> 20) & 0x7ff) - 1022 - (small ? 54 : 0)
  BITS_WORDS[HIGH] = (high & 0x000fffff) | 0x3fe00000
  let m = BITS_VALUE[0]
  if (m < SQRT_HALF) {
    m *= 2
    k -= 1
  }
  // ln m = 2 artanh z; |z| < 0.172, so that 12 terms reach the last bit.
  const z = (m - 1) / (m + 1)
  const zz = z * z
  let sum = 0
  for (let n = 23; n >= 1; n -= 2) sum = sum * zz + 1 / n
  return 2 * z * sum + k * LN2_LOW + k * LN2_HIGH
}

/**
 * ln(1 + x) for x > -1, to the last digits also where x is so small that 1 + x has lost most of them (Kahan: the logarithm of the
 * rounded sum, put right by the ratio of x to what the sum took of it).
 */
export function lnOnePlus(x: number): number {
  const sum = 1 + x
  if (sum === 1) return x
  const log = ln(sum)
  return sum === Number.POSITIVE_INFINITY ? log : log * (x / (sum - 1))
}

/** x^y for x > 0 (0 for x = 0 and y > 0); whole exponents up to 64 are multiplied out. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (x === 0) return y > 0 ? 0 : Number.POSITIVE_INFINITY
  if (Number.isInteger(y) && y > 0 && y <= 64) return wholePower(x, y)
  return exp(y * ln(x))
}

function wholePower(x: number, y: number): number {
  let result = 1
  let base = x
  for (let rest = y; rest > 0; rest >>= 1) {
    if (rest & 1) result *= base
    base *= base
  }
  return result
}

/** 2^k for |k| <= 1023, exactly. */
function powerOfTwo(k: number): number {
  let result = 1
  let base = k < 0 ? 0.5 : 2
  for (let rest = k < 0 ? -k : k; rest > 0; rest >>= 1) {
    if (rest & 1) result *= base
    base *= base
  }
  return result
}

/** value x 2^k in two steps, because 2^k alone may leave the range of a double. */
function scaled(value: number, k: number): number {
  const half = k >> 1
  return value * powerOfTwo(half) * powerOfTwo(k - half)
}
