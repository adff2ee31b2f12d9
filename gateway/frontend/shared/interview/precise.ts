// Sines, logarithms and their kin to the last digit: a browser's own differ from each other and from Python's, and what
// is nothing in a cosine is centimetres in a distance on a sphere. Has no twin: Python's come from the C library, which
// is right but for one in hundreds. Worked out with twice the digits (Dekker, Numer. Math. 18, 1971), then rounded.

/** A number and what it lacks. */
type Double = readonly [high: number, low: number];

const HALF_PI = [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591833e-33] as const;
const LN_2 = [0.6931471805599453, 2.3190468138462996e-17] as const;
/** Beyond this the parts of half a circle are too short; who asks for such a sine has no use for its digits. */
const FARTHEST = 1e5;
const TERMS = 30;

// --- with twice the digits ----------------------------------------------------------------------------------

function sum(one: number, other: number): Double {
  const high = one + other;
  const part = high - one;
  return [high, one - (high - part) + (other - part)];
}

function split(number: number): Double {
  const scaled = 134_217_729 * number; // 2^27 + 1
  const high = scaled - (scaled - number);
  return [high, number - high];
}

function product(one: number, other: number): Double {
  const high = one * other;
  const [first, second] = split(one);
  const [third, fourth] = split(other);
  return [high, first * third - high + first * fourth + second * third + second * fourth];
}

function plus(one: Double, other: Double): Double {
  const [high, low] = sum(one[0], other[0]);
  const [rest, lost] = sum(one[1], other[1]);
  const [whole, left] = sum(high, low + rest);
  return sum(whole, left + lost);
}

function minus([high, low]: Double): Double {
  return [-high, -low];
}

function times(one: Double, other: Double): Double {
  const [high, low] = product(one[0], other[0]);
  return sum(high, low + one[0] * other[1] + one[1] * other[0]);
}

function over(one: Double, other: Double): Double {
  const first = one[0] / other[0];
  const rest = plus(one, minus(times(other, [first, 0])));
  const second = rest[0] / other[0];
  const left = plus(rest, minus(times(other, [second, 0])));
  return plus(sum(first, second), [left[0] / other[0], 0]);
}

/** Returns the sum of a series, each term made of the one before by a factor and a divisor. */
function series(first: Double, factor: Double, divisor: (place: number) => number): Double {
  let [total, term] = [first, first];
  for (let place = 1; place < TERMS; place += 1) {
    term = over(times(term, factor), [divisor(place), 0]);
    total = plus(total, term);
  }
  return total;
}

// --- the circle ---------------------------------------------------------------------------------------------

/** Returns sine and cosine. */
function turned(angle: number): [sine: Double, cosine: Double] {
  const quarters = Math.round(angle / HALF_PI[0]);
  const rest = HALF_PI.reduce<Double>((left, part) => plus(left, minus(product(quarters, part))), [angle, 0]);
  const square = minus(times(rest, rest));
  const sine = series(rest, square, (place) => 2 * place * (2 * place + 1));
  const cosine = series([1, 0], square, (place) => (2 * place - 1) * 2 * place);
  const turns: [Double, Double][] = [
    [sine, cosine],
    [cosine, minus(sine)],
    [minus(sine), minus(cosine)],
    [minus(cosine), sine],
  ];
  return turns[((quarters % 4) + 4) % 4] ?? [sine, cosine];
}

function near(angle: number): boolean {
  return Math.abs(angle) < FARTHEST && angle !== 0;
}

export function sin(angle: number): number {
  return near(angle) ? turned(angle)[0][0] : Math.sin(angle);
}

export function cos(angle: number): number {
  return near(angle) ? turned(angle)[1][0] : Math.cos(angle);
}

export function tan(angle: number): number {
  return near(angle) ? over(...turned(angle))[0] : Math.tan(angle);
}

// --- back from it: the browser's own, corrected once by how far it misses ---------------------------------------

export function asin(sine: number): number {
  const guess = Math.asin(sine);
  const [reached, slope] = turned(guess);
  return corrected(guess, plus([sine, 0], minus(reached)), slope, Math.abs(sine) < 1);
}

export function acos(cosine: number): number {
  const guess = Math.acos(cosine);
  const [slope, reached] = turned(guess);
  return corrected(guess, plus(reached, [-cosine, 0]), slope, Math.abs(cosine) < 1);
}

export function atan(tangent: number): number {
  const guess = Math.atan(tangent);
  const [sine, cosine] = turned(guess);
  const missed = plus(product(tangent, cosine[0]), plus([tangent * cosine[1], 0], minus(sine)));
  return corrected(guess, missed, plus(cosine, product(tangent, sine[0])), Number.isFinite(tangent));
}

function corrected(guess: number, missed: Double, slope: Double, possible: boolean): number {
  return possible && guess !== 0 ? plus([guess, 0], over(missed, slope))[0] : guess;
}

// --- powers of e --------------------------------------------------------------------------------------------

function raised(exponent: Double): [power: Double, doublings: number] {
  const doublings = Math.round(exponent[0] / LN_2[0]);
  const rest = LN_2.reduce<Double>((left, part) => plus(left, minus(product(doublings, part))), exponent);
  return [series([1, 0], rest, (place) => place), doublings];
}

export function exp(exponent: number): number {
  const guess = Math.exp(exponent);
  if (!Number.isFinite(guess) || guess < 1e-300) {
    return guess;
  }
  const [[power], doublings] = raised([exponent, 0]);
  return power * 2 ** (doublings - 1) * 2;
}

export function log(number: number): number {
  const guess = Math.log(number);
  if (!Number.isFinite(guess) || number < 1e-290) {
    return guess;
  }
  const [power, doublings] = raised([-guess, 0]);
  return plus([guess, 0], plus(times([number * 2 ** doublings, 0], power), [-1, 0]))[0];
}
