/**
 * The chance of `observed` or more where `samples` like periods had `sum` in all and nothing has changed: the negative binomial tail that a
 * Poisson mean known only from those samples gives. `dispersion` > 1 says that counts scatter more than Poisson counts do.
 */
export function upperTail(observed: number, sum: number, samples: number, dispersion = 1): number {
  if (observed <= 0) return 1
  return incompleteBeta(1 / (samples + 1), observed / dispersion, sum / dispersion + 0.5)
}

/** The chance of `successes` or more of `trials` at `share` each. */
export function binomialTail(successes: number, trials: number, share: number): number {
  if (successes <= 0) return 1
  if (successes > trials) return 0
  return incompleteBeta(share, successes, trials - successes + 1)
}

/** I_x(a, b), the regularised incomplete beta function, by Lentz's continued fraction. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b
}

const TINY = 1e-300
const STEPS = 500

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / guarded(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / guarded(1 + even * d)
    c = guarded(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / guarded(1 + odd * d)
    c = guarded(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-12) break
  }
  return value
}

const guarded = (value: number): number => (Math.abs(value) < TINY ? TINY : value)

const LANCZOS = [676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7]

function logGamma(value: number): number {
  const z = value - 1
  let sum = 0.9999999999998099
  LANCZOS.forEach((coefficient, index) => (sum += coefficient / (z + index + 1)))
  const t = z + LANCZOS.length - 0.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}
